import { KeysDialog } from "./keys.tsx";
import { ShareDialog } from "./share.tsx";

/** What stands above the page, in one file that is fetched when it is first wanted. */
export const dialogs = { keys: KeysDialog, share: ShareDialog };
