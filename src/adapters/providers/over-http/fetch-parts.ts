/** What of `fetch` SDKs name where nothing but JSON is sent, by a transport of our own: the bundle gives them this in place of Node's. */
export { HeaderList as Headers } from "./header-list.ts";

/** No body is ever one of these. */
export class FormData {}
export class Response {
  readonly arrayBuffer = undefined;
}
