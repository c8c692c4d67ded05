using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Npgsql;

namespace Mediation.Reporting.Rebuilding;

/// <summary>
/// The rows of a query as PostgreSQL copies them out: of each nothing is made but what is asked for, and a text that the row before had as well is
/// that one. Not thread-safe.
/// </summary>
internal sealed class CopiedRows : IAsyncDisposable
{
    // Before the rows: a signature, flags, and the length of what may follow, which is nothing.
    private const int Header = 19;
    private const int NoMore = -1;

    private static readonly DateOnly Epoch = new(2000, 1, 1);

    private readonly NpgsqlRawCopyStream _from;
    private readonly (int At, int Length)[] _fields;
    private readonly string?[] _texts;
    private byte[] _buffer = new byte[16 * 1024];
    private int _next = Header;
    private int _end;

    private CopiedRows(NpgsqlRawCopyStream from, int columns)
    {
        (_from, _fields, _texts) = (from, new (int, int)[columns], new string?[columns]);
        // However long it takes until the first one is found.
        _from.ReadTimeout = Timeout.Infinite;
    }

    internal static async Task<CopiedRows> OfAsync(NpgsqlConnection connection, string query, int columns, CancellationToken cancellation) =>
        new(await connection.BeginRawBinaryCopyAsync($"copy ({query}) to stdout (format binary)", cancellation), columns);

    public ValueTask DisposeAsync() => _from.DisposeAsync();

    /// <summary>Whether there is another row; it is then the one that is read.</summary>
    internal async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        int after;
        while (!TryFind(out after))
        {
            Buffer.BlockCopy(_buffer, _next, _buffer, 0, Math.Max(0, _end - _next));
            (_next, _end) = (Math.Max(0, _next - _end), Math.Max(0, _end - _next));
            if (_end == _buffer.Length)
            {
                Array.Resize(ref _buffer, 2 * _end);
            }

            // To be told of it at every row would take longer than to look.
            cancellation.ThrowIfCancellationRequested();
            var read = await _from.ReadAsync(_buffer.AsMemory(_end), CancellationToken.None);
            _end += read > 0 ? read : throw new EndOfStreamException("Rows ended before their end.");
        }

        _next = after;
        // Otherwise PostgreSQL would be told to stop.
        return after != NoMore || await _from.ReadAsync(_buffer, cancellation) > 0;
    }

    internal bool IsNull(int column) => _fields[column].Length < 0;

    internal int Int(int column) => BinaryPrimitives.ReadInt32BigEndian(Bytes(column));

    internal long Long(int column) => BinaryPrimitives.ReadInt64BigEndian(Bytes(column));

    internal DateOnly Day(int column) => Epoch.AddDays(Int(column));

    /// <summary>A number as it is written.</summary>
    internal decimal Decimal(int column) => decimal.Parse(Bytes(column), NumberStyles.Number, CultureInfo.InvariantCulture);

    internal string Text(int column)
    {
        Span<char> text = stackalloc char[Bytes(column).Length];
        text = text[..Encoding.UTF8.GetChars(Bytes(column), text)];
        return _texts[column] is { } known && text.SequenceEqual(known) ? known : _texts[column] = text.ToString();
    }

    /// <summary>As they are sent.</summary>
    internal ReadOnlySpan<byte> Bytes(int column) => _buffer.AsSpan(_fields[column].At, _fields[column].Length);

    // Where the columns of the next row are, if all of it has come.
    private bool TryFind(out int after)
    {
        after = _next + sizeof(short);
        if (after > _end)
        {
            return false;
        }

        if (BinaryPrimitives.ReadInt16BigEndian(_buffer.AsSpan(_next)) < 0)
        {
            after = NoMore;
            return true;
        }

        for (var i = 0; i < _fields.Length; i++)
        {
            if (after + sizeof(int) > _end)
            {
                return false;
            }

            _fields[i] = (after + sizeof(int), BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(after)));
            after += sizeof(int) + Math.Max(0, _fields[i].Length);
        }

        return after <= _end;
    }
}
