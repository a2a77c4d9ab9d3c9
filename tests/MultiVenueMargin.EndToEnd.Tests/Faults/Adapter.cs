using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Client.Feeds;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Feeds;
using MultiVenueMargin.EndToEnd.Tests.Doors;
using MultiVenueMargin.Platform.Conformance;

namespace MultiVenueMargin.EndToEnd.Tests.Faults;

/// <summary>
/// A venue that changes all the time and the adapter that tells of it, with what it told: the platform is held against this and nothing that came
/// back over the connection. The balance counts the changes, so that it says how many of them have arrived.
/// </summary>
internal sealed class Adapter(AccountId account, VenueAccountId feed, int seed)
{
    private const int Instruments = 7;

    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private readonly SortedDictionary<string, decimal> _positions = new(StringComparer.Ordinal);
    private readonly List<string> _movements = [];
    private readonly List<Task> _proofs = [];
    private int _changes;

    public int Changes => Volatile.Read(ref _changes);

    /// <summary>Everything that the venue says now. Movements are told when they happen and not again.</summary>
    public Task<FeedSnapshot> FetchAsync()
    {
        lock (_lock)
        {
            FeedFact[] facts = [Street.Balance(_changes), .. _positions.Select(position => Position(position.Key, position.Value))];
            return Task.FromResult(new FeedSnapshot(FeedParts.All, facts, DateTimeOffset.UnixEpoch));
        }
    }

    /// <summary>Tells changes until it is stopped. Now and then, when one is durable, the platform is asked whether it has it.</summary>
    public async Task TellAsync(FeedSession session, IMarginPlatform platform, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var (facts, change) = Change();
            var sequence = await session.SendAsync(facts, DateTimeOffset.UnixEpoch, CancellationToken.None).Come();
            if (change % 20 == 0)
            {
                _proofs.Add(ProveAsync(session, platform, sequence, change));
            }

            await Task.Delay(_random.Next(3), CancellationToken.None);
        }
    }

    /// <summary>One more change, durable; then everything that was told is what the platform has.</summary>
    public async Task AgreeAsync(FeedSession session, ServedStreet street)
    {
        var (facts, _) = Change();
        await session.DurableAsync(await session.SendAsync(facts, DateTimeOffset.UnixEpoch).Come()).Come();
        await Task.WhenAll(_proofs);

        var book = (await street.Street.MarginAsync(account)).Book;
        Assert.Equal(_changes, Assert.Single(book.Lines).Balance.Value);
        Assert.Equal(
            _positions.Where(position => position.Value != 0m).Select(position => $"{position.Key} {position.Value}"),
            book.Positions.Select(position => $"{position.Instrument} {position.Quantity.Value}").Order(StringComparer.Ordinal));
        var counted = (await street.Street.JournalAsync(ReadScope.All with { Account = account }))
            .Select(item => item.Record)
            .OfType<Accounts.Transfers.MovementUnmatched>()
            .Select(record => record.Movement.Reference);
        Assert.Equal(_movements.Order(StringComparer.Ordinal), counted.Order(StringComparer.Ordinal));
    }

    private static PositionFact Position(string instrument, decimal quantity) => new(new InstrumentId(instrument), new Quantity(quantity), new Price(100m));

    private (FeedFact[] Facts, int Change) Change()
    {
        lock (_lock)
        {
            var change = ++_changes;
            var instrument = $"I{_random.Next(Instruments)}-PERP";
            _positions[instrument] = _random.Next(4) == 0 ? 0m : change;
            List<FeedFact> facts = [Street.Balance(change), Position(instrument, _positions[instrument])];
            if (change % 13 == 0)
            {
                _movements.Add($"{feed.Name}-{change}");
                facts.Add(new MovementFact(_movements[^1], Street.Usdc, new Quantity(change), (MovementDirection)(1 + (change % 2))));
            }

            return ([.. facts], change);
        }
    }

    /// <summary>What was acknowledged is there, whatever happened in between.</summary>
    private async Task ProveAsync(FeedSession session, IMarginPlatform platform, long sequence, int change)
    {
        await session.DurableAsync(sequence).Come();
        var margin = await platform.MarginOfAsync(account, CancellationToken.None);
        Assert.InRange(Assert.Single(margin!.Book.Lines).Balance.Value, change, decimal.MaxValue);
    }
}
