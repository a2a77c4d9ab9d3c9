using MultiVenueMargin.Domain.Feeds;

namespace MultiVenueMargin.Accounts.Tests.Feeds;

/// <summary>
/// A venue that knows what is true and numbers what it says, naively: the whole truth at every (epoch, sequence) is kept as text. What an
/// account that acknowledged a number must hold is looked up there.
/// </summary>
internal sealed class VenueScript(Random random)
{
    private static readonly string[] Names = ["BTC", "ETH", "USDC", "X-PERP", "Y-PERP", "Z-29"];

    private readonly SortedDictionary<string, decimal> _truth = new(StringComparer.Ordinal);
    private readonly Dictionary<(long Epoch, long Sequence), string> _history = [];
    private readonly List<FeedFrame> _said = [];

    public long Epoch { get; private set; }

    public long Sequence { get; private set; } = -1;

    /// <summary>Every frame that was ever said, in order.</summary>
    public IReadOnlyList<FeedFrame> Said => _said;

    public string TruthAt(long epoch, long sequence) => epoch == 0 ? string.Empty : _history[(epoch, sequence)];

    /// <summary>A reconnect or an answer to a gap: everything, under a higher epoch.</summary>
    public FeedFrame Snapshot()
    {
        Change();
        Epoch += random.Next(1, 4);
        Sequence = random.Next(0, 5);
        return Keep(Frames.Snapshot(Epoch, Sequence, [.. _truth.Where(line => line.Value != 0).Select(line => Fact(line.Key))]));
    }

    public FeedFrame Delta()
    {
        var changed = Enumerable.Range(0, random.Next(0, 3)).Select(_ => Change()).Distinct().ToList();
        Sequence++;
        return Keep(Frames.Delta(Epoch, Sequence, [.. changed.Select(Fact)]));
    }

    public FeedFrame Heartbeat() => Frames.Heartbeat(Epoch, Sequence);

    public static string Describe(Client client)
    {
        var book = client.Book();
        var lines = book.Lines.Select(line => (Name: line.Asset.Code, line.Balance.Value))
            .Concat(book.Positions.Select(position => (Name: position.Instrument.Code, position.Quantity.Value)));
        return Describe(lines);
    }

    private static string Describe(IEnumerable<(string Name, decimal Value)> lines) =>
        string.Join(' ', lines.OrderBy(line => line.Name, StringComparer.Ordinal).Select(line => $"{line.Name}={line.Value}"));

    private string Change()
    {
        var name = Names[random.Next(Names.Length)];
        _truth[name] = random.Next(-3, 4);
        return name;
    }

    private FeedFact Fact(string name) =>
        name.Contains('-', StringComparison.Ordinal) ? Frames.Has(name, _truth[name]) : Frames.Holds(name, _truth[name]);

    private FeedFrame Keep(FeedFrame frame)
    {
        _history[(Epoch, Sequence)] = Describe(_truth.Where(line => line.Value != 0).Select(line => (line.Key, line.Value)));
        _said.Add(frame);
        return frame;
    }
}
