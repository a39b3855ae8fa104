/** Smaller on the line and in the store, by what every browser has. */

import { type Bytes, fourBytes, join } from "./bytes";

/** A batch may not unpack to more than twenty times of what was sent; this stays well below. */
const MOST_TIMES = 18;
const ZLIB_HEAD = 2;
const ZLIB_SUM = 4;
const HAS_EXTRA = 4;
const GZIP_HEAD = 10;
const MOST_EXTRA = 65_535;

/** With the head and the sum of zlib (RFC 1950). */
export async function deflate(bytes: Bytes): Promise<Bytes> {
  return flow(bytes, new CompressionStream("deflate"));
}

/** Bare (RFC 1951); browsers before 2022 have no other way to it. */
export async function deflateBare(bytes: Bytes): Promise<Bytes> {
  return (await deflate(bytes)).slice(ZLIB_HEAD, -ZLIB_SUM);
}

export async function inflate(bytes: Bytes): Promise<Bytes> {
  return flow(bytes, new DecompressionStream("deflate"));
}

export async function gzip(bytes: Bytes): Promise<Bytes> {
  const packed = await flow(bytes, new CompressionStream("gzip"));
  return fillUp(packed, Math.ceil(bytes.length / MOST_TIMES));
}

/**
 * One text repeated a thousand times would look like a bomb and be refused for ever, and everything
 * behind it with it: the header is made longer until it does not.
 */
function fillUp(packed: Bytes, least: number): Bytes {
  if (packed.length >= least) return packed;
  const size = Math.min(MOST_EXTRA, least - packed.length);
  const head = packed.slice(0, GZIP_HEAD);
  head[3] = head[3]! | HAS_EXTRA;
  const length = fourBytes(size).slice(2).reverse();
  return join(head, length, new Uint8Array(size), packed.subarray(GZIP_HEAD));
}

async function flow(bytes: Bytes, stream: GenericTransformStream): Promise<Bytes> {
  const through = new Response(bytes).body!.pipeThrough(
    stream as ReadableWritablePair<Bytes, Bytes>,
  );
  return new Uint8Array(await new Response(through).arrayBuffer());
}
