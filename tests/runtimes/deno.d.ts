/** The one thing of Deno's that the tests use. */
declare const Deno: { readonly stdin: { readonly readable: ReadableStream<Uint8Array> } };
