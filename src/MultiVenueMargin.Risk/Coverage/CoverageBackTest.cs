using System.Globalization;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Coverage;

/// <summary>
/// Whether the figures of past days covered what then came (MARGIN §8, coverage): the book is held still over every period, margined at
/// its start on what that day's market says, and worth at its end what that day's market makes of it. Periods follow one another without
/// overlap, so that their exceedances are independent and their number has the binomial law.
/// </summary>
public static class CoverageBackTest
{
    /// <summary>Markets of two days need not be of one second.</summary>
    private static readonly TimeSpan DayTolerance = TimeSpan.FromHours(1);

    /// <param name="book">What is held all the time. Resting orders and what venues state are of one moment and left out.</param>
    /// <param name="days">One market a day, oldest first, each as it was known that day; at most <see cref="BinomialLaw.MostPeriods"/>.</param>
    /// <param name="rules">Whose figures are tested; its horizon is the period, its tail the stated probability.</param>
    /// <param name="confidence">Of the bands, between 0 and 1.</param>
    public static CoverageReport Run(Book book, IReadOnlyList<MarketSnapshot> days, RuleSet rules, decimal confidence = 0.99m)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days.Count, BinomialLaw.MostPeriods, nameof(days));
        for (var day = 1; day < days.Count; day++)
        {
            if (days[day].AsOf <= days[day - 1].AsOf)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"The market of {days[day].AsOf:u} does not follow that of {days[day - 1].AsOf:u}."), nameof(days));
            }
        }

        var (horizon, tail) = (rules.Statistical.HorizonDays, rules.Statistical.ValueAtRiskTail);
        var held = book with { Orders = [], VenueStatements = new Dictionary<LocationId, VenueStatement>() };
        var pools = PoolHoldings.PoolsOf(held).Select(pool => new CoverageTally($"MM of {pool}")).ToList();
        var account = new CoverageTally("VaR of the account");
        for (var start = 0; start + horizon < days.Count; start += horizon)
        {
            var (from, until) = (days[start], days[start + horizon]);
            if ((until.AsOf - from.AsOf - TimeSpan.FromDays(horizon)).Duration() <= DayTolerance)
            {
                Judge(HeldFrom(held, from), new PricedMarket(from, rules), new PricedMarket(WithoutHistory(until), rules), pools, account);
                continue;
            }

            foreach (var tally in pools.Append(account))
            {
                tally.Leave(from.AsOf, string.Create(CultureInfo.InvariantCulture, $"days are missing: the path goes on at {until.AsOf.UtcDateTime:u}"));
            }
        }

        return new CoverageReport
        {
            Account = book.Account,
            Rules = rules.Version,
            PeriodDays = horizon,
            Tail = tail,
            Confidence = confidence,
            Requirements = pools.Select(tally => tally.Count(tail, confidence)).ToList(),
            ValueAtRisk = account.Count(tail, confidence),
            Unjudged = pools.Append(account).SelectMany(tally => tally.Unjudged).ToList(),
        };
    }

    private static void Judge(Book book, PricedMarket from, PricedMarket until, List<CoverageTally> pools, CoverageTally account)
    {
        var before = HouseModel.Evaluate(book, from);
        var after = HouseModel.EvaluateFigures(At(book, until.AsOf), until);
        var (heldBack, loss) = (Usd.Zero, Usd.Zero);
        var gaps = new List<string>();
        for (var i = 0; i < pools.Count; i++)
        {
            var (start, end) = (before.Pools[i], after.Pools[i]);
            if ((GapOf(start) ?? GapOf(end)) is { } gap)
            {
                pools[i].Leave(from.AsOf, gap);
                gaps.Add(gap);
                continue;
            }

            var (held, lost) = (start.Equity.Raw - start.Equity.Adjusted, start.Equity.Raw - end.Equity.Raw);
            pools[i].Take(new Exceedance(from.AsOf, until.AsOf, start.MaintenanceMargin, held, lost));
            (heldBack, loss) = (heldBack + held, loss + lost);
        }

        gaps.AddRange(before.Pools.SelectMany(pool => pool.Omissions).Where(omission => omission.Kind == OmissionKind.HistoryAbsent).Select(Describe));
        if (gaps.Count > 0 || before.Joint is null)
        {
            account.Leave(from.AsOf, gaps.Count > 0 ? gaps[0] : "nothing moves with a unit");
            return;
        }

        account.Take(new Exceedance(from.AsOf, until.AsOf, before.Joint.ValueAtRisk, heldBack, loss));
    }

    /// <summary>What is missing in a pool's figures: a loss reckoned without it would be made of the gap.</summary>
    private static string? GapOf(PoolReport pool) =>
        pool.Unknown.Concat(pool.Omissions.Where(omission => omission.Kind == OmissionKind.UnpricedCollateral)).FirstOrDefault() is { } gap
            ? Describe(gap)
            : null;

    private static string Describe(Omission omission) => $"{omission.Subject}: {omission.Reason}";

    /// <summary>
    /// The book at a period's start. A future whose profit is in its balance already is taken as entered at that day's mark, so that what
    /// it gains or loses until the end is seen.
    /// </summary>
    private static Book HeldFrom(Book book, MarketSnapshot market)
    {
        var held = At(book, market.AsOf);
        return held with
        {
            Positions = held.Positions.Select(position => position with { AverageEntry = position.AverageEntry ?? MarkOfFuture(position, market) }).ToList(),
        };
    }

    private static Price? MarkOfFuture(Position position, MarketSnapshot market) =>
        market.Instruments.GetValueOrDefault(position.Instrument) is Derivative and not EuropeanOption
            ? market.Marks.GetValueOrDefault(position.Instrument)?.Mark
            : null;

    /// <summary>What something is worth at a period's end hangs on no history, and statistics are most of the work.</summary>
    private static MarketSnapshot WithoutHistory(MarketSnapshot market) => market with
    {
        Units = market.Units.ToDictionary(pair => pair.Key, pair => pair.Value with { History = null }),
    };

    private static Book At(Book book, DateTimeOffset asOf) => book with
    {
        Lines = book.Lines.Select(line => line with { AsOf = asOf }).ToList(),
        Positions = book.Positions.Select(position => position with { AsOf = asOf }).ToList(),
    };
}
