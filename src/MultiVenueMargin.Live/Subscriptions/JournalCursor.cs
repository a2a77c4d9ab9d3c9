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
    private const int FormatVersion = 1;

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
            reader.Version(nameof(JournalCursor), FormatVersion);
            var positions = reader.Dictionary(StreamId.Partitions, static each => each.Int32(), static each => each.Int64());
            reader.End();
            if (positions.Any(each => each.Key is < 0 or >= StreamId.Partitions || each.Value < 0))
            {
                return false;
            }

            opened = At(positions);
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
        return new Cursor(Base64Url.EncodeToString(writer.Written));
    }
}
