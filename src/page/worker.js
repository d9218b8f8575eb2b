// Reads one file away from the page, so that the page goes on answering: piece by piece, and tells how far it is.
const PIECE_BYTES = 4 << 20;
self.onmessage = async ({ data: { module, file, request } }) => {
  const reader = new FileReaderSync();
  let [piece, used, fetched] = [new Uint8Array(), 0, 0];
  const read = (into) => {
    if (used === piece.length) {
      try {
        piece = new Uint8Array(reader.readAsArrayBuffer(file.slice(fetched, fetched + PIECE_BYTES)));
      } catch {
        return -1;
      }
      used = 0;
      fetched += piece.length;
      self.postMessage({ fetched });
    }
    const some = piece.subarray(used, used + into.length);
    into.set(some);
    used += some.length;
    return some.length;
  };
  try {
    self.postMessage({ told: (await open(module, read))(request) });
  } catch (error) {
    self.postMessage({ told: { reason: `the program failed on this file (${error.message})` } });
  }
};
