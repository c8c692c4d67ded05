namespace Mediation.Workflow.Evidence;

/// <summary>A stored file as a stream that holds one chunk at a time. Not thread-safe.</summary>
internal sealed class BlobStream(long size, int chunkSize, Func<int, CancellationToken, Task<byte[]>> read) : Stream
{
    private long _position;
    private int _number = -1;
    private byte[] _chunk = [];

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => size;

    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= size || buffer.Length == 0)
        {
            return 0;
        }

        var number = (int)(_position / chunkSize);
        if (number != _number)
        {
            (_chunk, _number) = (await read(number, cancellationToken), number);
        }

        var offset = (int)(_position % chunkSize);
        var length = Math.Min(buffer.Length, _chunk.Length - offset);
        _chunk.AsMemory(offset, length).CopyTo(buffer);
        _position += length;
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => _position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => size + offset,
    };

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Chunks are fetched, so a read is awaited.");

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
