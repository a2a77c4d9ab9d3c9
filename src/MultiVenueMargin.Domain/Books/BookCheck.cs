using System.Globalization;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Domain.Books;

/// <summary>
/// Whether a book is sound enough to be margined: everything named, signed the right way, dated and small enough that no sum
/// can overflow. Several lines of one asset at one place, and several positions in one instrument at one venue, are sound
/// (sub-accounts, hedge mode, deposits of different finality); the very same entry twice is not.
/// </summary>
public static class BookCheck
{
    /// <summary>
    /// The largest USD value of one line, position or order. More than there is in the world; small enough that thousands of
    /// them, moved by +500 % and multiplied by a factor, stay far inside what a decimal holds and exact on the grid of 10^-8.
    /// </summary>
    public const decimal LargestValueUsd = 1_000_000_000_000_000m;

    /// <summary>What is wrong with the book by itself, in its own order; empty when it is sound.</summary>
    public static IReadOnlyList<Finding> Check(Book book)
    {
        ArgumentNullException.ThrowIfNull(book);
        var findings = new FindingList();
        CheckAlone(book, findings);
        return findings.Findings;
    }

    /// <summary>The same, and what is wrong with it at the moment and on the instruments of a sound market.</summary>
    public static IReadOnlyList<Finding> Check(Book book, MarketSnapshot market)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(market);
        var findings = new FindingList();
        CheckAlone(book, findings);
        CheckAges(book, market.AsOf, findings);
        CheckAgainst(book, market, findings);
        return findings.Findings;
    }

    private static void CheckAlone(Book book, FindingList findings)
    {
        findings.Named(book.Account.IsDefault, "Account");
        CheckLines(book.Lines, findings);
        CheckPositions(book.Positions, findings);
        CheckOrders(book.Orders, findings);
        CheckStatements(book.VenueStatements, findings);
        CheckRoutes(book.Routes, findings);
        CheckStates(book, findings);
    }

    private static void CheckLines(IReadOnlyList<CollateralLine> lines, FindingList findings)
    {
        var seen = new HashSet<CollateralLine>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.Pool.IsDefault)
            {
                Unnamed(At("Lines", i) + ".Pool", findings);
            }

            if (line.Location.IsDefault)
            {
                Unnamed(At("Lines", i) + ".Location", findings);
            }

            if (line.Asset.IsDefault)
            {
                Unnamed(At("Lines", i) + ".Asset", findings);
            }

            if (!Enum.IsDefined(line.Bridge))
            {
                findings.Add(At("Lines", i) + ".Bridge", $"is {line.Bridge}", "Use one of the classes of bridge there are");
            }

            CheckAmount(line, i, findings);
            if (line.Finality is { } finality)
            {
                CheckFinality(finality, i, findings);
            }

            if (line.AsOf == default)
            {
                Undated(At("Lines", i), findings);
            }

            if (!seen.Add(line))
            {
                findings.Add(At("Lines", i), $"is {line.Name} with the same balance and time again", "Give each line once");
            }
        }
    }

    private static void CheckAmount(CollateralLine line, int i, FindingList findings)
    {
        if (line.IsLoan && line.Balance.Value < 0)
        {
            findings.Add(
                At("Lines", i) + ".Balance",
                $"is {line.Balance} and a loan",
                "A loan's balance is what is owed, as a positive number");
        }

        if (line.IsLoan && line.UnrealisedProfit.Value != 0)
        {
            findings.Add(
                At("Lines", i) + ".UnrealisedProfit",
                $"is {line.UnrealisedProfit} on a loan",
                "A loan earns nothing; give the profit on a line of its own");
        }

        if (PartsOf(line) > Quantity.Largest)
        {
            findings.Add(
                At("Lines", i),
                $"has parts of {ExactNumber.Format(PartsOf(line))} in all",
                $"They add up to at most {ExactNumber.Format(Quantity.Largest)}");
        }
    }

    private static void CheckFinality(Finality finality, int i, FindingList findings)
    {
        if (finality.Required < 1)
        {
            findings.Add(
                At("Lines", i) + ".Finality.Required",
                $"is {Text(finality.Required)}",
                "At least 1 confirmation is required; leave finality out where the balance is final");
        }

        if (finality.Confirmations < 0)
        {
            findings.Add(
                At("Lines", i) + ".Finality.Confirmations",
                $"is {Text(finality.Confirmations)}",
                "Confirmations are counted from 0");
        }
    }

    private static void CheckPositions(IReadOnlyList<Position> positions, FindingList findings)
    {
        var seen = new HashSet<Position>();
        for (var i = 0; i < positions.Count; i++)
        {
            var position = positions[i];
            CheckPlace(position.Pool, position.Venue, position.Instrument, "Positions", i, findings);
            if (position.AverageEntry is { Value: 0 })
            {
                findings.Add(
                    At("Positions", i) + ".AverageEntry",
                    "is 0",
                    "State the price it was entered at, or leave it out where the balance has the profit already");
            }

            if (position.AsOf == default)
            {
                Undated(At("Positions", i), findings);
            }

            if (!seen.Add(position))
            {
                findings.Add(
                    At("Positions", i),
                    $"is {position.Name} with the same quantity and time again",
                    "Give each position once");
            }
        }
    }

    private static void CheckOrders(IReadOnlyList<RestingOrder> orders, FindingList findings)
    {
        for (var i = 0; i < orders.Count; i++)
        {
            var order = orders[i];
            CheckPlace(order.Pool, order.Venue, order.Instrument, "Orders", i, findings);
            if (order.Side is not (OrderSide.Bid or OrderSide.Ask))
            {
                findings.Add(At("Orders", i) + ".Side", $"is {order.Side}", "Say whether it is a bid or an ask");
            }

            if (order.Quantity.Value <= 0)
            {
                findings.Add(
                    At("Orders", i) + ".Quantity",
                    $"is {order.Quantity}",
                    "What is still open is positive on either side; leave filled orders out");
            }

            if (order.Limit.Value == 0)
            {
                findings.Add(At("Orders", i) + ".Limit", "is 0", "A resting order has a positive limit");
            }
        }
    }

    private static void CheckStatements(IReadOnlyDictionary<LocationId, VenueStatement> statements, FindingList findings)
    {
        foreach (var (venue, statement) in statements.OrderBy(entry => entry.Key))
        {
            var path = $"VenueStatements[{venue}]";
            findings.Named(venue.IsDefault, path);
            CheckFigure(statement.Equity, mayBeNegative: true, $"{path}.Equity");
            CheckFigure(statement.InitialMargin, mayBeNegative: false, $"{path}.InitialMargin");
            CheckFigure(statement.MaintenanceMargin, mayBeNegative: false, $"{path}.MaintenanceMargin");
            for (var i = 0; i < statement.Components.Count; i++)
            {
                var (component, at) = (statement.Components[i], At($"{path}.Components", i));
                findings.Require(Identifier.IsValid(component.Name, 128), $"{at}.Name", "is no name", "Write 1 to 128 visible characters without spaces");
                CheckFigure(component.Amount, mayBeNegative: true, $"{at}.Amount");
            }

            if (statement.AsOf == default)
            {
                Undated(path, findings);
            }
        }

        void CheckFigure(Usd? figure, bool mayBeNegative, string path)
        {
            var least = mayBeNegative ? -LargestValueUsd : 0m;
            if (figure is { } stated && (stated.Amount > LargestValueUsd || stated.Amount < least))
            {
                findings.Add(
                    path,
                    $"is {stated}",
                    $"It lies from {ExactNumber.Format(least)} to {ExactNumber.Format(LargestValueUsd)}; leave an unknown one out");
            }
        }
    }

    private static void CheckRoutes(IReadOnlyList<TransferRoute> routes, FindingList findings)
    {
        var seen = new HashSet<(LocationId, LocationId)>();
        for (var i = 0; i < routes.Count; i++)
        {
            var (route, path) = (routes[i], At("Routes", i));
            if (findings.Named(route.From.IsDefault, $"{path}.From") & findings.Named(route.To.IsDefault, $"{path}.To"))
            {
                if (route.From == route.To)
                {
                    findings.Add($"{path}.To", $"is {route.To}, where it starts", "A route leads somewhere else");
                }
                else if (!seen.Add((route.From, route.To)))
                {
                    findings.Add(
                        path,
                        $"leads from {route.From} to {route.To} again",
                        "Give each route once, with the time that can be relied on");
                }
            }

            if (route.Duration < TimeSpan.Zero)
            {
                findings.Add($"{path}.Duration", $"is {route.Duration}", "Moving takes time, or none");
            }
        }
    }

    private static void CheckStates(Book book, FindingList findings)
    {
        foreach (var (pool, state) in book.PriorStates.OrderBy(entry => entry.Key))
        {
            findings.Named(pool.IsDefault, $"PriorStates[{pool}]");
            if (state == MarginState.Unknown || !Enum.IsDefined(state))
            {
                findings.Add(
                    $"PriorStates[{pool}]",
                    $"is {state}",
                    "Give the last state that was known; a pool that never had one is left out");
            }
        }

        foreach (var pool in book.ExpiredCalls.Order())
        {
            findings.Named(pool.IsDefault, $"ExpiredCalls[{pool}]");
        }

        for (var i = 0; i < book.LostFeeds.Count; i++)
        {
            var (feed, path) = (book.LostFeeds[i], At("LostFeeds", i));
            findings.Named(feed.Pool.IsDefault, $"{path}.Pool");
            findings.Named(feed.Location.IsDefault, $"{path}.Location");
            if (feed.Silence < TimeSpan.Zero)
            {
                findings.Add($"{path}.Silence", $"is {feed.Silence}", "A silence is not negative");
            }
        }
    }

    private static void CheckAges(Book book, DateTimeOffset now, FindingList findings)
    {
        for (var i = 0; i < book.Lines.Count; i++)
        {
            CheckAge(book.Lines[i].AsOf, now, "Lines", i, findings);
        }

        for (var i = 0; i < book.Positions.Count; i++)
        {
            CheckAge(book.Positions[i].AsOf, now, "Positions", i, findings);
        }

        foreach (var (venue, statement) in book.VenueStatements.OrderBy(entry => entry.Key))
        {
            if (IsAhead(statement.AsOf, now))
            {
                Ahead($"VenueStatements[{venue}]", statement.AsOf - now, findings);
            }
        }
    }

    private static void CheckAgainst(Book book, MarketSnapshot market, FindingList findings)
    {
        for (var i = 0; i < book.Lines.Count; i++)
        {
            // A line whose parts are too large is named already.
            var line = book.Lines[i];
            if (PartsOf(line) is <= Quantity.Largest and var parts)
            {
                CheckValue((double)parts * InUsd(line.Asset, market), "Lines", i, findings);
            }
        }

        var profitLines = book.Lines
            .Where(line => line.UnrealisedProfit.Value != 0)
            .Select(line => (line.Pool, line.Location, line.Asset))
            .ToHashSet();
        for (var i = 0; i < book.Positions.Count; i++)
        {
            var position = book.Positions[i];
            if (!market.Instruments.TryGetValue(position.Instrument, out var instrument))
            {
                continue;
            }

            if (instrument is not Derivative contract)
            {
                findings.Add(
                    At("Positions", i) + ".Instrument",
                    $"is the pair {position.Instrument}",
                    "What is bought and sold at once is a balance: give a line of each asset");
                continue;
            }

            CheckValue(Exposure(contract, position.Quantity, position.AverageEntry, market), "Positions", i, findings);
            CheckEntry(position, contract, profitLines, i, findings);
        }

        for (var i = 0; i < book.Orders.Count; i++)
        {
            var order = book.Orders[i];
            if (!market.Instruments.TryGetValue(order.Instrument, out var instrument))
            {
                continue;
            }

            // An order for a pair is no finding: the report says what it makes of it.
            if (instrument is Derivative contract)
            {
                CheckValue(Exposure(contract, order.Quantity, order.Limit, market), "Orders", i, findings);
            }
        }
    }

    private static void CheckEntry(
        Position position, Derivative contract, HashSet<(PoolId, LocationId, Asset)> profitLines, int i, FindingList findings)
    {
        if (position.AverageEntry is null)
        {
            return;
        }

        if (contract is EuropeanOption)
        {
            findings.Add(
                At("Positions", i) + ".AverageEntry",
                $"is {position.AverageEntry} of an option",
                "An option counts at its mark; leave its entry out");
        }
        else if (!contract.Unit.IsDefault && profitLines.Contains((position.Pool, position.Venue, contract.Settlement)))
        {
            findings.Add(
                At("Positions", i) + ".AverageEntry",
                $"tells a profit that the line of {contract.Settlement} at {position.Venue} tells too",
                "Give the unrealised profit once: on the line, or by the entries of its positions");
        }
    }

    /// <summary>
    /// The largest USD figure that evaluation multiplies up for a position or order, in double: a bound needs no digits, and
    /// the decimal product is what might overflow. Prices the market does not know add nothing here; they are named later.
    /// </summary>
    private static double Exposure(Derivative contract, Quantity quantity, Price? other, MarketSnapshot market)
    {
        var contracts = Math.Abs((double)quantity.Value) * Math.Abs((double)contract.Multiplier);
        var index = contract.Unit.IsDefault ? 0 : InUsd(contract.Unit.NativeCoin, market);
        var quote = contract.IsInverse ? 1 : InUsd(contract.Quote, market);
        var mark = market.Marks.TryGetValue(contract.Id, out var stated) ? (double)(stated.Mark?.Value ?? 0m) : 0;
        var second = (double)(other?.Value ?? 0m);
        if (contract is EuropeanOption option)
        {
            var premium = Math.Max(mark, second) * (contract.IsInverse ? index : quote);
            return contracts * Math.Max(Math.Max(index, premium), (double)option.Strike.Value * quote);
        }

        if (!contract.IsInverse)
        {
            return contracts * Math.Max(Math.Max(mark, second) * quote, index);
        }

        var lowest = mark > 0 && second > 0 ? Math.Min(mark, second) : Math.Max(mark, second);
        return contracts * Math.Max(1, lowest > 0 ? index / lowest : 0);
    }

    /// <summary>The amount with every part counted away from zero: what no order of adding can exceed.</summary>
    private static decimal PartsOf(CollateralLine line) =>
        Math.Abs(line.Balance.Value) + Math.Abs(line.UnrealisedProfit.Value) + Math.Abs(line.Owed.Value);

    private static double InUsd(Asset asset, MarketSnapshot market) =>
        asset == Asset.Usd ? 1 : market.Prices.TryGetValue(asset, out var mark) ? (double)mark.Mark.Value : 0;

    private static void CheckValue(double usd, string list, int i, FindingList findings)
    {
        if (usd > (double)LargestValueUsd)
        {
            findings.Add(
                At(list, i),
                $"is worth about {usd.ToString("0.0e+0", CultureInfo.InvariantCulture)} USD",
                $"One entry is worth at most {ExactNumber.Format(LargestValueUsd)} USD; check quantity, multiplier and prices");
        }
    }

    private static void CheckPlace(
        PoolId pool, LocationId venue, InstrumentId instrument, string list, int i, FindingList findings)
    {
        if (pool.IsDefault)
        {
            Unnamed(At(list, i) + ".Pool", findings);
        }

        if (venue.IsDefault)
        {
            Unnamed(At(list, i) + ".Venue", findings);
        }

        if (instrument.IsDefault)
        {
            Unnamed(At(list, i) + ".Instrument", findings);
        }
    }

    private static void CheckAge(DateTimeOffset asOf, DateTimeOffset now, string list, int i, FindingList findings)
    {
        if (IsAhead(asOf, now))
        {
            Ahead(At(list, i), asOf - now, findings);
        }
    }

    private static bool IsAhead(DateTimeOffset asOf, DateTimeOffset now) => asOf - now > MarketCheck.ClockTolerance;

    private static void Ahead(string path, TimeSpan lead, FindingList findings) =>
        findings.Add(
            $"{path}.AsOf",
            $"lies {lead} after the valuation time",
            "Nothing is known before it happened; check clocks and units of time");

    private static void Undated(string path, FindingList findings) =>
        findings.Add($"{path}.AsOf", "is missing", "State when it was last known to be true");

    private static void Unnamed(string path, FindingList findings) => findings.Add(path, "is empty", "Name it");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string At(string list, int index) => $"{list}[{Text(index)}]";
}
