using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace Mediation.Reporting.Rebuilding;

/// <summary>
/// Rows as PostgreSQL copies them in: a cell has dozens of columns, and to hand each to the client as a value of its own takes several times as
/// long. They are in the table when it is disposed of. Not thread-safe.
/// </summary>
internal sealed class CopyingRows : IAsyncDisposable
{
    private const int Full = 64 * 1024;
    private const short NoMore = -1;
    private const int NoLength = -1;

    // PostgreSQL counts in these: a digit of a number is four.
    private const int Digit = 10_000;
    private const int DigitLength = 4;
    private const int MostDigits = 9;
    private const short Negative = 0x4000;

    private static readonly DateOnly Epoch = new(2000, 1, 1);

    // A signature, flags, and the length of what may follow, which is nothing.
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, .. new byte[8]];

    private readonly NpgsqlRawCopyStream _to;
    private readonly short _columns;
    private byte[] _buffer = new byte[2 * Full];
    private int _count;

    private CopyingRows(NpgsqlRawCopyStream to, int columns)
    {
        (_to, _columns) = (to, (short)columns);
        Header.CopyTo(Take(Header.Length));
    }

    internal static async Task<CopyingRows> ToAsync(
        NpgsqlConnection connection, string table, IReadOnlyCollection<string> columns, CancellationToken cancellation) =>
        new(await connection.BeginRawBinaryCopyAsync($"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)", cancellation), columns.Count);

    public async ValueTask DisposeAsync()
    {
        Short(NoMore);
        await SendAsync(CancellationToken.None);
        await _to.DisposeAsync();
    }

    /// <summary>Begins a row, of which all columns follow.</summary>
    internal async ValueTask StartAsync(CancellationToken cancellation)
    {
        if (_count > Full)
        {
            await SendAsync(cancellation);
        }

        Short(_columns);
    }

    internal void Null() => Int(NoLength);

    internal void Add(int number)
    {
        Int(sizeof(int));
        Int(number);
    }

    internal void Add(long number)
    {
        Int(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), number);
    }

    internal void Add(DateOnly day) => Add(day.DayNumber - Epoch.DayNumber);

    internal void Add(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Int(length);
        Encoding.UTF8.GetBytes(text, Take(length));
    }

    internal void Add(ReadOnlySpan<byte> bytes)
    {
        Int(bytes.Length);
        bytes.CopyTo(Take(bytes.Length));
    }

    internal void Add(decimal number)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        var rest = new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        // The last digit ends where its fraction does, or beyond it.
        var ofFraction = (number.Scale + DigitLength - 1) / DigitLength;
        for (var place = number.Scale; place < ofFraction * DigitLength; place++)
        {
            rest *= 10;
        }

        Span<short> digits = stackalloc short[MostDigits];
        var first = MostDigits;
        for (; rest > 0; rest /= Digit)
        {
            digits[--first] = (short)(rest % Digit);
        }

        digits = digits[first..];
        Int((4 + digits.Length) * sizeof(short));
        Short((short)digits.Length);
        Short((short)(digits.Length - ofFraction - 1));
        Short(decimal.IsNegative(number) ? Negative : (short)0);
        Short(number.Scale);
        foreach (var digit in digits)
        {
            Short(digit);
        }
    }

    private void Short(short number) => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), number);

    private void Int(int number) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), number);

    private Span<byte> Take(int length)
    {
        if (_count + length > _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * (_count + length));
        }

        _count += length;
        return _buffer.AsSpan(_count - length, length);
    }

    private async ValueTask SendAsync(CancellationToken cancellation)
    {
        await _to.WriteAsync(_buffer.AsMemory(0, _count), cancellation);
        _count = 0;
    }
}
