using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Tests.Properties;

namespace MultiVenueMargin.Risk.Tests.Hot;

/// <summary>
/// What the next frames of a book's feeds may leave of it: mostly new figures and ages of what was there, all of it in new records. The same
/// seed draws the same.
/// </summary>
internal sealed class BookChanges(int seed, BookCase drawn)
{
    private readonly Random _random = new(seed);

    /// <summary>Ages alone: a venue that says again what it said.</summary>
    public Book Renewed(Book book) => book with
    {
        Positions = [.. book.Positions.Select(position => position with { AsOf = Age(position.AsOf) })],
        Lines = [.. book.Lines.Select(line => line with { AsOf = Age(line.AsOf) })],
        VenueStatements = book.VenueStatements.ToDictionary(said => said.Key, said => said.Value with { AsOf = Age(said.Value.AsOf) }),
    };

    /// <summary>Ages, some quantities and entries, seldom those of options, some balances, some statements.</summary>
    public Book Traded(Book book) => Renewed(book) switch
    {
        var renewed => renewed with
        {
            Positions = [.. renewed.Positions.Select(position => Is(IsOption(position) ? 30 : 3) ? Traded(position) : position)],
            Lines = [.. renewed.Lines.Select(line => Is(3) ? Paid(line) : line)],
            VenueStatements = renewed.VenueStatements.ToDictionary(
                said => said.Key, said => Is(2) ? said.Value with { Equity = Is(5) ? null : new Usd(_random.Next(-1_000, 1_000_000)) } : said.Value),
        },
    };

    /// <summary>Something comes, goes, or is something else than it was.</summary>
    public Book Reshaped(Book book) => _random.Next(6) switch
    {
        0 when book.Positions.Count > 0 => book with { Positions = [.. book.Positions.Skip(1)] },
        1 when book.Positions.Count > 1 => book with { Positions = [.. book.Positions.Reverse()] },
        2 when book.Lines.Count > 0 => book with { Lines = [.. book.Lines.Skip(1)] },
        3 when book.Lines.Count > 0 => book with { Lines = [book.Lines[0] with { Bridge = (BridgeClass)(((int)book.Lines[0].Bridge + 1) % 4) }, .. book.Lines.Skip(1)] },
        4 when book.Orders.Count > 0 => book with { Orders = [book.Orders[0] with { Quantity = new(book.Orders[0].Quantity.Value * 2) }, .. book.Orders.Skip(1)] },
        _ => book with { LostFeeds = [.. book.LostFeeds, new LostFeed(PoolId.Cross, new("A"), TimeSpan.FromMinutes(7))] },
    };

    private Position Traded(Position position) => position with
    {
        Quantity = new Quantity(_random.Next(12) switch
        {
            0 => 0m,
            1 => -position.Quantity.Value,
            2 => position.Quantity.Value,
            _ => decimal.Round(position.Quantity.Value * (decimal)(0.5 + _random.NextDouble()), 9, MidpointRounding.ToEven),
        }),
        AverageEntry = position.AverageEntry is { } entry && Is(2) ? new Price(entry.Value * (1m + (_random.Next(-50, 50) / 1_000m))) : position.AverageEntry,
    };

    private CollateralLine Paid(CollateralLine line) => line with
    {
        Balance = new Quantity(decimal.Round(line.Balance.Value * (decimal)(0.9 + (_random.NextDouble() / 5)), 9, MidpointRounding.ToEven)),
        Owed = Is(4) ? new Quantity(_random.Next(0, 100)) : line.Owed,
        UnrealisedProfit = !line.IsLoan && line.UnrealisedProfit != Quantity.Zero ? new Quantity(_random.Next(-100, 100)) : line.UnrealisedProfit,
    };

    /// <summary>Renewed, or left; now and then older, as where a correction brings in what is older.</summary>
    private DateTimeOffset Age(DateTimeOffset asOf) => _random.Next(5) switch
    {
        0 => asOf,
        1 => asOf.AddSeconds(-_random.Next(60)),
        _ => World.Now.AddMilliseconds(-_random.Next(2_000)),
    };

    private bool IsOption(Position position) => drawn.Market.Instruments[position.Instrument] is EuropeanOption;

    private bool Is(int oneIn) => _random.Next(oneIn) == 0;
}
