using System.Buffers.Text;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Codec;
using MultiVenueMargin.Accounts.Platform;

namespace MultiVenueMargin.Live.Subscriptions;

/// <summary>
/// A cursor opened: how far a reader has come in each partition that it follows. A partition that is not in it has not been read; a
/// wait concerns only those that are.
/// </summary>
public sealed class JournalCursor
{
    // 2: with a witness.
    private const int FormatVersion = 2;

    private readonly SortedDictionary<int, long> _positions;

    private JournalCursor(SortedDictionary<int, long> positions) => _positions = positions;

    /// <summary>By partition.</summary>
    public IReadOnlyDictionary<int, long> Positions => _positions;

    public static JournalCursor At(IEnumerable<KeyValuePair<int, long>> positions)
    {
        var sorted = new SortedDictionary<int, long>();
        foreach (var (partition, position) in positions)
        {
            sorted.Add(partition, position);
        }

        return new JournalCursor(sorted);
    }

    /// <summary>The latest entry that it was made over; absent where there was none.</summary>
    public CursorWitness? Witness { get; private init; }

    /// <summary>The same, made over another entry.</summary>
    public JournalCursor With(CursorWitness? witness) => new(_positions) { Witness = witness };

    public long PositionOf(int partition) => _positions.GetValueOrDefault(partition);

    public static bool TryParse(Cursor cursor, out JournalCursor opened)
    {
        opened = new JournalCursor([]);
        if (string.IsNullOrEmpty(cursor.Text))
        {
            return true;
        }

        try
        {
            var at = 0;
            var reader = new CanonicalReader(Base64Url.DecodeFromChars(cursor.Text), ref at);
            var version = reader.Version(nameof(JournalCursor), FormatVersion);
            var positions = reader.Dictionary(StreamId.Partitions, static each => each.Int32(), static each => each.Int64());
            var witness = version < 2 ? null : reader.Optional(ReadWitness);
            reader.End();
            if (positions.Any(each => !IsPlace(each.Key, each.Value)) || (witness is { } seen && (seen.Position < 1 || !IsPlace(seen.Partition, seen.Position))))
            {
                return false;
            }

            opened = At(positions).With(witness);
            return true;
        }
        catch (Exception malformed) when (malformed is MalformedRecordException or FormatException)
        {
            return false;
        }
    }

    public Cursor Close()
    {
        var writer = new CanonicalWriter();
        writer.Version(FormatVersion);
        writer.Dictionary(_positions, StreamId.Partitions, static (to, key) => to.Int32(key), static (to, position) => to.Int64(position));
        writer.Optional(Witness, Write);
        return new Cursor(Base64Url.EncodeToString(writer.Written));
    }

    private static bool IsPlace(int partition, long position) => partition is >= 0 and < StreamId.Partitions && position >= 0;

    private static CursorWitness ReadWitness(CanonicalReader reader) => new(reader.Int32(), reader.Int64(), reader.Instant(), reader.Int64());

    private static void Write(CanonicalWriter writer, CursorWitness witness)
    {
        writer.Int32(witness.Partition);
        writer.Int64(witness.Position);
        writer.Instant(witness.At);
        writer.Int64(witness.Check);
    }
}
