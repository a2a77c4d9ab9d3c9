using MultiVenueMargin.Accounts.Markets;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Journal;
using MultiVenueMargin.Live.Inboxes;
using MultiVenueMargin.Live.Pipeline;
using MultiVenueMargin.Live.Registers;

namespace MultiVenueMargin.Live.Markets;

/// <summary>Runs the publishers of all markets, on the loop that owns the journal. A market begins with its first quotes.</summary>
internal sealed class MarketDesk
{
    private readonly CoreParts _parts;
    private readonly MarketBoard _board;
    private readonly MarketPolicy _policy;
    private readonly SortedDictionary<StreamId, PublisherKeeper> _keepers = [];

    public MarketDesk(CoreParts parts, MarketBoard board, MarketPolicy policy, RequestInbox<MarketRequest> inbox)
    {
        (_parts, _board, _policy, Inbox) = (parts, board, policy, inbox);
        foreach (var head in parts.Journal.Heads())
        {
            if (head.Stream.Kind == StreamKind.Market && head.Stream != RegisterNames.Instruments)
            {
                _keepers.Add(head.Stream, new PublisherKeeper(parts, head.Stream, policy));
            }
        }
    }

    public RequestInbox<MarketRequest> Inbox { get; }

    public bool IsReady => _keepers.Values.All(keeper => keeper.IsReady);

    public bool IsIdle => Inbox.Count == 0 && _parts.Outcomes.Count == 0 && _keepers.Values.All(keeper => keeper.IsIdle);

    /// <summary>Which market cannot be read, and why; null when all can.</summary>
    public string? Problem =>
        _keepers.Values.Where(keeper => keeper.Problem is not null).Select(keeper => $"{keeper.Stream}: {keeper.Problem}").FirstOrDefault();

    /// <summary>What cannot be read however often it is tried; null when there is nothing such.</summary>
    public StreamUnreadableException? Unreadable => _keepers.Values.Select(keeper => keeper.Unreadable).FirstOrDefault(each => each is not null);

    public bool RunOnce(DateTimeOffset now)
    {
        var outcomes = _parts.Outcomes.TakeAll();
        foreach (var outcome in outcomes)
        {
            _keepers[outcome.Stream].Take(outcome);
        }

        var moved = outcomes.Count > 0;
        foreach (var keeper in _keepers.Values)
        {
            moved |= keeper.Advance(now);
        }

        while (Inbox.TryTake(out var request))
        {
            Take(request!, now);
            moved = true;
        }

        foreach (var keeper in _keepers.Values)
        {
            moved |= keeper.Publish(now);
            keeper.WriteSnapshot(evenIfSmall: false);
        }

        return moved;
    }

    public void WriteSnapshots()
    {
        foreach (var keeper in _keepers.Values)
        {
            keeper.WriteSnapshot(evenIfSmall: true);
        }
    }

    private void Take(MarketRequest request, DateTimeOffset now)
    {
        if (FindOrBegin(request, now) is not { } keeper)
        {
            return;
        }

        if (_parts.Committer.Failure is { } failure)
        {
            request.Reply.Refuse(Refusal.NotDurable, $"The journal takes nothing: {failure}");
        }
        else if (!keeper.IsReady)
        {
            request.Reply.Refuse(Refusal.Busy, $"{keeper.Stream} is being read from the journal; try again.");
        }
        else
        {
            try
            {
                request.Reply.Give(keeper.Publisher.Take(request.Batch, _board.Instruments, now));
            }
            catch (Exception fault)
            {
                _parts.Meter.Threw($"{keeper.Stream}: a batch", fault);
                keeper.Discard($"a batch threw {fault.GetType().Name}");
                request.Reply.Refuse(Refusal.Malformed, $"This batch could not be worked on ({fault.GetType().Name}).");
            }
        }
    }

    private PublisherKeeper? FindOrBegin(MarketRequest request, DateTimeOffset now)
    {
        var name = request.Batch.Market;
        if (!StreamId.TryParse($"market/{name}", out var stream) || stream == RegisterNames.Instruments)
        {
            request.Reply.Give(new MarketAnswer(
                Refusal.Malformed, [new Finding("Market", "is no name of a market", "1 to 64 visible characters without a slash, and not that of the listings")]));
            return null;
        }

        if (!_keepers.TryGetValue(stream, out var keeper))
        {
            if (_keepers.Count >= _parts.Options.Markets)
            {
                request.Reply.Refuse(Refusal.LimitReached, $"There are {_parts.Options.Markets} markets, the most there may be.");
                return null;
            }

            _keepers.Add(stream, keeper = new PublisherKeeper(_parts, stream, _policy));
            keeper.Advance(now);
        }

        return keeper;
    }
}
