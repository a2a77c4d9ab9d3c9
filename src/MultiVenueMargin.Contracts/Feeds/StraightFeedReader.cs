using System.Text;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Contracts.Feeds;

/// <summary>
/// Reads a <c>ConnectRequest</c> from its bytes into the domain, without the generated messages between them: names are found among those that
/// came before, and only what the account will hold is made. It says either what <see cref="FeedWire"/> would, or nothing: whatever is
/// unusual, let alone wrong, is left to that, so that there is one place that judges. A test holds the two against each other.
/// </summary>
internal sealed partial class StraightFeedReader
{
    private static readonly KnownNames<AccountId> Accounts = new(static text => AccountId.TryParse(text, out var account) ? account : null);
    private static readonly KnownNames<VenueAccountId> Feeds = new(static text => VenueAccountId.TryParse(text, out var feed) ? feed : null);

    private bool _isOdd;

    /// <summary>What the message says; null where it has to go the long way.</summary>
    public static FeedMessage? Find(ReadOnlySpan<byte> message)
    {
        var reader = new StraightFeedReader();
        var read = reader.Batch(message);
        return reader._isOdd ? null : read;
    }

    private FeedMessage? Batch(ReadOnlySpan<byte> message)
    {
        const int AccountTag = (1 << 3) | WireBytes.Delimited;
        const int FeedTag = (2 << 3) | WireBytes.Delimited;
        const int FrameTag = (3 << 3) | WireBytes.Delimited;
        var count = WireBytes.Count(message, FrameTag);
        if (count > Limits.FramesPerBatch)
        {
            return Odd<FeedMessage>();
        }

        var (account, feed) = (default(KnownNames<AccountId>.Name), default(KnownNames<VenueAccountId>.Name));
        var (frames, next) = (new FeedFrame[count], 0);
        var offset = 0;
        var at = new WireBytes(message, ref offset);
        while (!_isOdd && at.Next(out var tag))
        {
            switch (tag)
            {
                case AccountTag:
                    account = Accounts.Find(at.Bytes());
                    break;
                case FeedTag:
                    feed = Feeds.Find(at.Bytes());
                    break;
                case FrameTag:
                    frames[next++] = Frame(at.Bytes());
                    break;
                default:
                    return Odd<FeedMessage>();
            }
        }

        return account is null || feed is null || _isOdd || at.IsOdd
            ? Odd<FeedMessage>()
            : new FeedMessage(account.Text, feed.Text, Read<FeedBatch>.Sound(new FeedBatch(account.Value, feed.Value, frames)), message.Length);
    }

    private FeedFrame Frame(ReadOnlySpan<byte> message)
    {
        const int KindTag = (1 << 3) | WireBytes.Varint;
        const int EpochTag = (2 << 3) | WireBytes.Varint;
        const int SequenceTag = (3 << 3) | WireBytes.Varint;
        const int SaidAtTag = (4 << 3) | WireBytes.Delimited;
        const int CompleteTag = (5 << 3) | WireBytes.Delimited;
        const int FactTag = (6 << 3) | WireBytes.Delimited;
        const int TroubleTag = (7 << 3) | WireBytes.Delimited;
        var count = WireBytes.Count(message, FactTag);
        if (count > Limits.FactsPerFrame)
        {
            return Odd<FeedFrame>()!;
        }

        var (kind, epoch, sequence, saidAt, complete, trouble) = (0, 0L, 0L, default(DateTimeOffset), FeedParts.None, (string?)null);
        var (facts, next) = (count == 0 ? [] : new FeedFact[count], 0);
        var offset = 0;
        var at = new WireBytes(message, ref offset);
        while (!_isOdd && at.Next(out var tag))
        {
            switch (tag)
            {
                case KindTag:
                    kind = at.Small();
                    break;
                case EpochTag:
                    epoch = at.Number();
                    break;
                case SequenceTag:
                    sequence = at.Number();
                    break;
                case SaidAtTag when saidAt == default:
                    saidAt = Instant(at.Bytes());
                    break;
                case CompleteTag when complete == FeedParts.None:
                    complete = Parts(at.Bytes());
                    break;
                case FactTag:
                    facts[next++] = Fact(at.Bytes());
                    break;
                case TroubleTag:
                    trouble = Text(at.Bytes());
                    break;
                default:
                    return Odd<FeedFrame>()!;
            }
        }

        _isOdd |= at.IsOdd || saidAt == default;
        return new FeedFrame
        {
            Kind = Choice<FrameKind, V1.FrameKind>((V1.FrameKind)kind),
            Epoch = epoch,
            Sequence = sequence,
            SaidAt = saidAt,
            Complete = complete,
            Facts = facts,
            Trouble = string.IsNullOrEmpty(trouble) ? null : trouble,
        };
    }

    private DateTimeOffset Instant(ReadOnlySpan<byte> message)
    {
        const int SecondsTag = (1 << 3) | WireBytes.Varint;
        const int NanosTag = (2 << 3) | WireBytes.Varint;
        const long Last = 253_402_300_799; // 9999-12-31
        var (seconds, nanos) = (0L, 0L);
        var offset = 0;
        var at = new WireBytes(message, ref offset);
        while (at.Next(out var tag))
        {
            switch (tag)
            {
                case SecondsTag:
                    seconds = at.Number();
                    break;
                case NanosTag:
                    nanos = at.Number();
                    break;
                default:
                    _isOdd = true;
                    return default;
            }
        }

        _isOdd |= at.IsOdd || seconds > Last || nanos > 999_999_999;
        return _isOdd
            ? default
            : new DateTimeOffset(DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond) + (nanos / 100), TimeSpan.Zero);
    }

    /// <summary>A list of small numbers, written together as every writer of this version of the language does.</summary>
    private FeedParts Parts(ReadOnlySpan<byte> packed)
    {
        var parts = FeedParts.None;
        _isOdd |= packed.Length > FeedWire.Parts.Count;
        for (var i = 0; i < packed.Length && !_isOdd; i++)
        {
            var before = parts;
            foreach (var (domain, wire) in FeedWire.Parts)
            {
                parts |= (int)wire == packed[i] ? domain : FeedParts.None;
            }

            _isOdd |= parts == before;
        }

        return parts;
    }

    private TDomain Choice<TDomain, TWire>(TWire choice)
        where TDomain : struct, Enum
        where TWire : struct, Enum
    {
        _isOdd |= !EnumMap<TDomain, TWire>.TryRead(choice, out var value);
        return value;
    }

    private Quantity? OptionalQuantity(ReadOnlySpan<byte> text) =>
        Number(text, -Quantity.Largest, Quantity.Largest) is { } number ? new Quantity(number) : null;

    private Price? OptionalPrice(ReadOnlySpan<byte> text) => Number(text, 0, Price.Largest) is { } number ? new Price(number) : null;

    /// <summary>Null where nothing is said.</summary>
    private decimal? Number(ReadOnlySpan<byte> text, decimal least, decimal most)
    {
        if (text.IsEmpty)
        {
            return null;
        }

        Span<char> digits = stackalloc char[ExactNumber.LongestText];
        _isOdd |= text.Length > digits.Length || Ascii.ToUtf16(text, digits, out _) != System.Buffers.OperationStatus.Done;
        if (_isOdd)
        {
            return null;
        }

        // An exponent is refused by the long way, with its reason.
        digits = digits[..text.Length];
        var refusal = ExactNumber.TryParse(digits, out var number);
        _isOdd |= digits.ContainsAny('e', 'E') || refusal != NumberRefusal.None || number < least || number > most;
        return _isOdd ? null : number;
    }

    private string? Text(ReadOnlySpan<byte> text)
    {
        if (!Ascii.IsValid(text))
        {
            return Odd<string>();
        }

        return Encoding.ASCII.GetString(text);
    }

    private T? Odd<T>()
        where T : class
    {
        _isOdd = true;
        return null;
    }
}
