// A request to the library and its answer: a line of JSON, then the parts whose lengths it tells. `read` fills memory with
// the next bytes of a file.
async function open(module, read = () => -1) {
  const memory = (at, length) => new Uint8Array(exports.memory.buffer, at, length);
  const { exports } = await WebAssembly.instantiate(module, {
    page: { read: (at, length) => read(memory(at, length)) },
  });
  return (request) => {
    const bytes = new TextEncoder().encode(JSON.stringify(request));
    const at = exports.request(bytes.length);
    memory(at, bytes.length).set(bytes);
    const from = exports.answer();
    const answer = memory(from, exports.answer_length());
    let start = answer.indexOf(10) + 1;
    const told = JSON.parse(new TextDecoder().decode(answer.subarray(0, start)));
    told.parts = (told.parts ?? []).map((length) => answer.slice(start, (start += length)));
    return told;
  };
}
