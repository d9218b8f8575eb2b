// Reads files away from the page, so that the page goes on answering: piece by piece, and tells how far it is. Several are
// taken one by one, and the request is answered when all are.
const PIECE_BYTES = 4 << 20;
self.onmessage = async ({ data: { module, files, request } }) => {
  const reader = new FileReaderSync();
  let file, piece, used, at;
  let fetched = 0;
  const begin = (next) => ([file, piece, used, at] = [next, new Uint8Array(), 0, 0]);
  const read = (into) => {
    if (used === piece.length) {
      try {
        piece = new Uint8Array(reader.readAsArrayBuffer(file.slice(at, at + PIECE_BYTES)));
      } catch {
        return -1;
      }
      used = 0;
      at += piece.length;
      fetched += piece.length;
      self.postMessage({ fetched });
    }
    const some = piece.subarray(used, used + into.length);
    into.set(some);
    used += some.length;
    return some.length;
  };
  try {
    const call = await open(module, read);
    const warnings = [];
    // each file of many leaves behind what it came to
    const each = (what) => {
      for (const next of files) {
        begin(next.file);
        const told = call({ ...request, what, name: next.file.name, path: next.path });
        if (told.reason && what === "keep") return told;
        warnings.push(...(told.warnings ?? [`${next.path}: ${told.reason}`]));
      }
    };
    const ask = (what) => {
      begin(files[0].file);
      const before = { history: "collect", pair: "keep" }[what];
      return (before && each(before)) || call({ ...request, what });
    };
    let { what } = request;
    let told = ask(what);
    // an archive of many runs
    if (told.field === "archive") told = ask((what = "history"));
    if (!told.reason) told.warnings.unshift(...warnings);
    // given away rather than copied: the page has no work with them
    self.postMessage({ what, told }, told.parts.map(({ buffer }) => buffer));
  } catch (error) {
    self.postMessage({ told: { reason: `the program failed on this file (${error.message})` } });
  }
};
