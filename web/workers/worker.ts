import { serveHere } from "./services.ts";

serveHere();
