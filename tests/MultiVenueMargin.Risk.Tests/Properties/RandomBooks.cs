using FsCheck;
using FsCheck.Fluent;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Risk.House;

namespace MultiVenueMargin.Risk.Tests.Properties;

/// <summary>
/// Whole inputs of the house model: every kind of asset, place and contract, sizes spread over orders of magnitude so that
/// tiers, caps and bounds bind often (<see cref="RandomBooksTests"/> counts how often). Every one passes the checks of book,
/// market and rules, so whatever the model does with it, it must do right.
/// </summary>
public static class RandomBooks
{
    private static readonly Gen<BookCase> AsDrawn =
        from age in RandomMarkets.Freshness
        from prices in RandomMarkets.Prices(age)
        from units in RandomMarkets.UnitMarkets(prices)
        from traded in Traded()
        from pools in RandomHoldings.PoolsOfOneBook
        from positions in RandomHoldings.Positions(traded, prices, age, pools)
        from lines in RandomHoldings.Lines(prices, age, pools)
        from orders in RandomHoldings.Orders(traded, positions, prices, pools)
        from statements in RandomHoldings.Statements(pools)
        from routes in RandomHoldings.Routes
        from prior in RandomHoldings.PriorStates
        from expired in Draw.Chance(10)
        from lostFeed in Draw.Chance(4)
        let listed = traded.SelectMany(unit => World.ListedOn(unit, Price(prices, unit))).ToDictionary(one => one.Id)
        let used = positions.Select(position => position.Instrument)
            .Concat(orders.Select(order => order.Instrument))
            .Distinct()
            .Select(id => listed.GetValueOrDefault(id))
            .OfType<Derivative>()
            .ToList()
        from marks in RandomMarkets.Marks(used, prices, age)
        from correlations in RandomMarkets.Correlations
        from isStressed in Draw.Chance(10)
        from rules in RandomRules.Any
        select new BookCase(
            0,
            new Book
            {
                Account = new AccountId(new InstitutionId("random"), "books"),
                // A profit is told once: by the line, or by the entries of positions.
                Lines = positions.Exists(position => position.AverageEntry is not null)
                    ? [.. lines.Select(line => line with { UnrealisedProfit = Quantity.Zero })]
                    : lines,
                Positions = positions,
                Orders = orders,
                VenueStatements = statements,
                Routes = routes,
                PriorStates = prior,
                ExpiredCalls = expired ? new HashSet<PoolId> { PoolId.Cross } : [],
                LostFeeds = lostFeed ? [new LostFeed(PoolId.Cross, World.C, TimeSpan.FromHours(2))] : [],
            },
            new MarketSnapshot
            {
                Version = new MarketVersion("random"),
                AsOf = World.Now,
                Prices = prices,
                Instruments = used.Concat<Instrument>(World.Pairs).ToDictionary(one => one.Id),
                Marks = marks,
                Units = units,
                Correlations = correlations,
                StressFlag = isStressed,
            },
            rules);

    /// <summary>Drawn freely, most accounts are either rich or ruined; half of them get the cash that puts them near the ladder of states.</summary>
    private static readonly Gen<BookCase> Any =
        from drawn in AsDrawn
        from isFunded in Draw.Chance(50)
        from ratio in Draw.Between(0.95m, 1.7m)
        select isFunded ? Funded(drawn, ratio) : drawn;

    /// <summary>The book of a number, the same on every machine.</summary>
    public static BookCase Number(int number) =>
        Any.Sample(1, new Rnd((ulong)number), 1).Single() with { Number = number };

    /// <summary>The same with less in it: what still fails with less is easier to read.</summary>
    public static IEnumerable<BookCase> Shrink(BookCase failed)
    {
        var book = failed.Book;
        foreach (var positions in Without(book.Positions))
        {
            yield return failed with { Book = book with { Positions = positions } };
        }

        foreach (var lines in Without(book.Lines))
        {
            yield return failed with { Book = book with { Lines = lines } };
        }

        foreach (var orders in Without(book.Orders))
        {
            yield return failed with { Book = book with { Orders = orders } };
        }

        if (book.VenueStatements.Count + book.Routes.Count + book.LostFeeds.Count + book.PriorStates.Count + book.ExpiredCalls.Count > 0)
        {
            yield return failed with { Book = new Book { Account = book.Account, Lines = book.Lines, Positions = book.Positions, Orders = book.Orders } };
        }

        if (failed.Rules != RandomRules.AsWritten)
        {
            yield return failed with { Rules = RandomRules.AsWritten };
        }

        if (failed.Market.Units.Count > 0)
        {
            yield return failed with { Market = failed.Market with { Units = new Dictionary<RiskUnit, UnitMarket>() } };
        }
    }

    private static BookCase Funded(BookCase drawn, decimal ratio)
    {
        var pool = HouseModel.EvaluateFigures(drawn.Book, drawn.Priced).Pools[0];
        var missing = (ratio * pool.MaintenanceMargin.Amount) - pool.Equity.Adjusted.Amount;
        var cash = new CollateralLine
        {
            Pool = pool.Pool,
            Location = World.Custodian,
            Asset = Asset.Usd,
            Balance = new Quantity(decimal.Round(missing / 0.995m, 2, MidpointRounding.ToPositiveInfinity)),
            AsOf = World.Now,
        };
        return missing > 0 ? drawn with { Book = drawn.Book with { Lines = [.. drawn.Book.Lines, cash] } } : drawn;
    }

    private static IEnumerable<IReadOnlyList<T>> Without<T>(IReadOnlyList<T> items)
    {
        if (items.Count > 3)
        {
            yield return [.. items.Take(items.Count / 2)];
            yield return [.. items.Skip(items.Count / 2)];
        }

        for (var i = 0; i < items.Count; i++)
        {
            yield return [.. items.Take(i), .. items.Skip(i + 1)];
        }
    }

    private static Gen<List<RiskUnit>> Traded() =>
        from count in Draw.Weighted((1, 0), (6, 1), (8, 2), (3, 3))
        from units in Gen.Shuffle(World.Units)
        select units.Select(unit => unit.Unit).Take(count).ToList();

    private static decimal Price(Dictionary<Asset, AssetMark> prices, RiskUnit unit) =>
        prices.TryGetValue(unit.NativeCoin, out var mark) ? mark.Mark.Value : (decimal)World.Units.First(one => one.Unit == unit).Price;
}
