// Names from content order, not from the folder's path: the same source gives the same bytes on every machine.
module.exports = { optimization: { moduleIds: 'natural', chunkIds: 'natural' } };
