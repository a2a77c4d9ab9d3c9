using System.Globalization;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using MultiVenueMargin.Files;

namespace MultiVenueMargin.Contracts.Reading;

/// <summary>
/// Reads a message field by field and collects what is wrong, each with its path. A field that is refused reads as its type's
/// default, which nobody sees, for a message with problems has no value. The path is kept as a stack and written out only for
/// a problem: feeds bring thousands of sound fields for each that is not.
/// </summary>
/// <remarks>The path of an item of a list of texts is that of the list with the item's index: such items are read under the field "".</remarks>
public sealed partial class WireReader
{
    /// <summary>Problems that are kept; the others are counted. A thousand slips of one kind are mended with the first in view.</summary>
    public const int MostKept = 20;

    private const int NoIndex = -1;

    private readonly List<(string Field, int Index)> _path = [];
    private readonly List<FieldProblem> _problems = [];

    private WireReader()
    {
    }

    public IReadOnlyList<FieldProblem> Problems => _problems;

    /// <summary>How many problems there were, kept or not.</summary>
    public int Count { get; private set; }

    /// <summary>Reads a whole message.</summary>
    public static Read<T> Read<TMessage, T>(TMessage message, Func<WireReader, TMessage, T> read)
        where TMessage : class
    {
        ArgumentNullException.ThrowIfNull(message);
        var reader = new WireReader();
        return Contracts.Reading.Read<T>.Of(read(reader, message), reader);
    }

    /// <summary>Names a problem of a field of the message that is being read; of itself where the field is "".</summary>
    public void Refuse(string field, string problem)
    {
        Count++;
        if (_problems.Count < MostKept)
        {
            _problems.Add(new FieldProblem(PathOf(field), problem));
        }
    }

    /// <summary>A message that has to be there.</summary>
    public T Required<TMessage, T>(string field, TMessage? message, Func<WireReader, TMessage, T> read)
        where TMessage : class
    {
        if (message is null)
        {
            Missing(field);
            return default!;
        }

        return Within(field, NoIndex, message, read);
    }

    /// <summary>A message that may be absent.</summary>
    public T? Optional<TMessage, T>(string field, TMessage? message, Func<WireReader, TMessage, T> read)
        where TMessage : class
        where T : class => message is null ? null : Within(field, NoIndex, message, read);

    /// <summary>The same, of something whose default value says something.</summary>
    public T? Maybe<TMessage, T>(string field, TMessage? message, Func<WireReader, TMessage, T> read)
        where TMessage : class
        where T : struct => message is null ? null : Within(field, NoIndex, message, read);

    /// <summary>Every item, at most so many.</summary>
    public IReadOnlyList<T> List<TMessage, T>(string field, IReadOnlyList<TMessage> items, int most, Func<WireReader, TMessage, T> read)
    {
        if (IsTooMany(field, items.Count, most))
        {
            return [];
        }

        var values = new T[items.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Within(field, i, items[i], read);
        }

        return values;
    }

    /// <summary>Every item under its key; a key that comes twice is refused at the second.</summary>
    public IReadOnlyDictionary<TKey, T> Map<TMessage, TKey, T>(
        string field, IReadOnlyList<TMessage> items, int most, string keyField, Func<WireReader, TMessage, KeyValuePair<TKey, T>> read)
        where TKey : notnull
    {
        var values = new Dictionary<TKey, T>();
        if (IsTooMany(field, items.Count, most))
        {
            return values;
        }

        for (var i = 0; i < items.Count; i++)
        {
            _path.Add((field, i));
            var before = Count;
            var (key, value) = read(this, items[i]);
            if (Count == before && !values.TryAdd(key, value))
            {
                Refuse(keyField, $"is {JsonPath.Quoted(Convert.ToString(key, CultureInfo.InvariantCulture) ?? "")} again");
            }

            _path.RemoveAt(_path.Count - 1);
        }

        return values;
    }

    /// <summary>An instant. Protobuf's range is that of years 1 to 9999; what is finer than 100 ns is cut off.</summary>
    public DateTimeOffset Instant(string field, Timestamp? at)
    {
        if (at is not null)
        {
            return OptionalInstant(field, at) ?? default;
        }

        Missing(field);
        return default;
    }

    /// <summary>An instant that may be absent.</summary>
    public DateTimeOffset? OptionalInstant(string field, Timestamp? at)
    {
        const long First = -62_135_596_800; // 0001-01-01, which in the domain says that there is no instant
        const long Last = 253_402_300_799; // 9999-12-31
        if (at is null)
        {
            return null;
        }

        if (at.Seconds is >= First and <= Last && at.Nanos is >= 0 and <= 999_999_999)
        {
            var instant = new DateTimeOffset(DateTime.UnixEpoch.Ticks + (at.Seconds * TimeSpan.TicksPerSecond) + (at.Nanos / 100), TimeSpan.Zero);
            if (instant != default)
            {
                return instant;
            }
        }

        Refuse(field, string.Create(CultureInfo.InvariantCulture, $"is {at.Seconds} s and {at.Nanos} ns, which is no instant between the years 1 and 9999"));
        return null;
    }

    /// <summary>A length of time that has to be there.</summary>
    public TimeSpan Duration(string field, Duration? duration)
    {
        if (duration is not null)
        {
            return OptionalDuration(field, duration) ?? default;
        }

        Missing(field);
        return default;
    }

    /// <summary>A length of time that may be absent.</summary>
    public TimeSpan? OptionalDuration(string field, Duration? duration)
    {
        const long Longest = 315_576_000_000; // seconds: ten thousand years
        if (duration is null)
        {
            return null;
        }

        if (duration.Seconds is >= -Longest and <= Longest && duration.Nanos is >= -999_999_999 and <= 999_999_999
            && Math.Sign(duration.Seconds) * Math.Sign(duration.Nanos) >= 0)
        {
            return TimeSpan.FromTicks((duration.Seconds * TimeSpan.TicksPerSecond) + (duration.Nanos / 100));
        }

        Refuse(field, string.Create(CultureInfo.InvariantCulture, $"is {duration.Seconds} s and {duration.Nanos} ns, which is no length of time"));
        return null;
    }

    /// <summary>A member of a closed list: it has to be stated, and known here.</summary>
    public TDomain Choice<TDomain, TWire>(string field, TWire choice)
        where TDomain : struct, System.Enum
        where TWire : struct, System.Enum =>
        EnumMap<TDomain, TWire>.TryRead(choice, out var value) ? value : NoChoice<TDomain, TWire>(field, choice);

    /// <summary>Refuses a member that has no counterpart.</summary>
    internal TDomain NoChoice<TDomain, TWire>(string field, TWire choice)
        where TDomain : struct, System.Enum
        where TWire : struct, System.Enum
    {
        Refuse(field, EqualityComparer<TWire>.Default.Equals(choice, default) ? "is not stated" : $"is {choice}, which is not known here");
        return default;
    }

    /// <summary>The same where unspecified has a meaning of its own.</summary>
    public TDomain Choice<TDomain, TWire>(string field, TWire choice, TDomain unspecified)
        where TDomain : struct, System.Enum
        where TWire : struct, System.Enum =>
        EnumMap<TDomain, TWire>.IsUnspecified(choice) ? unspecified : Choice<TDomain, TWire>(field, choice);

    internal void Missing(string field) => Refuse(field, "is missing");

    private T Within<TMessage, T>(string field, int index, TMessage message, Func<WireReader, TMessage, T> read)
    {
        _path.Add((field, index));
        var value = read(this, message);
        _path.RemoveAt(_path.Count - 1);
        return value;
    }

    private bool IsTooMany(string field, int count, int most)
    {
        if (count <= most)
        {
            return false;
        }

        Refuse(field, string.Create(CultureInfo.InvariantCulture, $"has {count} items; at most {most} are taken"));
        return true;
    }

    private string PathOf(string field)
    {
        var path = new StringBuilder();
        foreach (var (name, index) in _path.Append((field, NoIndex)))
        {
            path.Append(path.Length > 0 && name.Length > 0 ? "." : "").Append(name);
            if (index != NoIndex)
            {
                path.Append(CultureInfo.InvariantCulture, $"[{index}]");
            }
        }

        return path.ToString();
    }
}
