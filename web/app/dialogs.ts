/** What stands above the page, in one file that is fetched when it is first wanted. */
export { KeysDialog } from "./keys.tsx";
export { ShareDialog } from "./share.tsx";
