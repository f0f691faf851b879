namespace Antiphon.MemoryBuffer;

/// <summary>
/// Numbers by index, 0 where none was set, in chunks that are made when first written and never
/// moved, so that views may read while one writer goes on.
/// </summary>
/// <param name="capacity">Indices 0…capacity.</param>
internal sealed class ChunkedInts(int capacity)
{
    private const int ChunkBits = 10;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly int[]?[] _chunks = new int[(capacity >> ChunkBits) + 1][];

    public int this[int index]
    {
        get => Volatile.Read(ref _chunks[index >> ChunkBits]) is { } chunk
            ? Volatile.Read(ref chunk[index & (ChunkSize - 1)])
            : 0;
        set
        {
            ref var chunk = ref _chunks[index >> ChunkBits];
            if (chunk is null)
            {
                Volatile.Write(ref chunk, new int[ChunkSize]);
            }

            Volatile.Write(ref chunk[index & (ChunkSize - 1)], value);
        }
    }
}
