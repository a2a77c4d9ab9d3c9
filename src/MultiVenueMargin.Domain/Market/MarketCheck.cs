using System.Globalization;
using MultiVenueMargin.Domain.Instruments;

namespace MultiVenueMargin.Domain.Market;

/// <summary>
/// Whether a market snapshot is sound enough to price with: every figure a number, in a range in which it can be meant, and
/// dated. What is merely absent is no finding; the report names it where it would have been used. Bounds are far beyond what
/// markets do, so that a finding is a slip (a per cent for a share, milliseconds for seconds, NaN) and never an opinion.
/// </summary>
public static class MarketCheck
{
    /// <summary>
    /// How far a time stamp may lie after the valuation time. Venues stamp by their own clocks, which run within seconds of
    /// ours; such an age counts as zero. Beyond it the stamp is of another moment, and its age would be a negative penalty.
    /// </summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    /// <summary>A tenth of the largest price, so that every scenario (up to +500 %) of a sound mark is a price again.</summary>
    public const decimal LargestMark = Price.Largest / 10m;

    /// <summary>What figures are divided by is at least this, so that no number of coins grows beyond what a decimal holds.</summary>
    public const decimal LeastDivisor = 0.000_000_000_001m;

    private const double LeastVolumeUsd = 1;

    /// <summary>50 is 5 000 % a year; options in their last hour trade at a tenth of it.</summary>
    private const double LargestImpliedVolatility = 50;

    /// <summary>10 is 1 000 % in a day.</summary>
    private const double LargestDailyVolatility = 10;

    /// <summary>A log return of 10 is a price times 22 000 in a day.</summary>
    private const double LargestLogReturn = 10;

    private const double LargestInterestRate = 5;

    private const double LargestLogMoneyness = 20;

    private const double LargestSviParameter = 1_000;


    private const decimal LargestMultiplier = 1_000_000_000_000m;

    /// <summary>Everything that is wrong, by asset, instrument and unit in name order; empty when it is sound.</summary>
    public static IReadOnlyList<Finding> Check(MarketSnapshot market)
    {
        ArgumentNullException.ThrowIfNull(market);
        var findings = new FindingList();
        findings.Named(market.Version.IsDefault, "Version");
        findings.Require(market.AsOf != default, "AsOf", "is missing", "Say for which moment the market is");
        CheckPrices(market, findings);
        foreach (var (id, instrument) in market.Instruments.OrderBy(entry => entry.Key))
        {
            CheckInstrument(id, instrument, $"Instruments[{id}]", findings);
        }

        foreach (var (id, mark) in market.Marks.OrderBy(entry => entry.Key))
        {
            market.Instruments.TryGetValue(id, out var instrument);
            CheckMark(mark, instrument, market, $"Marks[{id}]", findings);
        }

        foreach (var (unit, said) in market.Units.OrderBy(entry => entry.Key))
        {
            var path = $"Units[{unit}]";
            findings.Named(unit.IsDefault, path);
            CheckUnit(unit, said, market, path, findings);
        }

        CheckCorrelations(market.Correlations, findings);
        return findings.Findings;
    }

    private static void CheckPrices(MarketSnapshot market, FindingList findings)
    {
        // A coin nobody wants may be worth nothing; one that figures are divided by may not.
        var divisors = new HashSet<Asset>();
        foreach (var contract in market.Instruments.Values.OfType<Derivative>())
        {
            divisors.Add(contract.Quote);
            if (!contract.Unit.IsDefault)
            {
                divisors.Add(contract.Unit.NativeCoin);
            }
        }

        foreach (var (asset, mark) in market.Prices.OrderBy(entry => entry.Key))
        {
            var path = $"Prices[{asset}]";
            findings.Named(asset.IsDefault, path);
            if (mark.Mark.Value == 0 && divisors.Contains(asset))
            {
                findings.Add(
                    $"{path}.Mark",
                    "is 0, and instruments are priced in it",
                    "State a positive price, or leave an unknown one out");
            }
            else if (mark.Mark.Value < LeastDivisor && divisors.Contains(asset))
            {
                TooSmall($"{path}.Mark", mark.Mark, findings);
            }
            else if (mark.Mark.Value > LargestMark)
            {
                TooLarge($"{path}.Mark", mark.Mark, findings);
            }

            if (asset == Asset.Usd && mark.Mark.Value != 1)
            {
                findings.Add($"{path}.Mark", $"is {mark.Mark}", "The house currency is worth 1 of itself");
            }

            CheckConfidence(mark.Confidence, path, findings);
            CheckAsOf(mark.AsOf, market.AsOf, path, findings);
            CheckSources(mark.Sources, market.AsOf, path, findings);
        }
    }

    private static void CheckInstrument(InstrumentId id, Instrument instrument, string path, FindingList findings)
    {
        findings.Named(id.IsDefault, path);
        if (instrument.Id != id)
        {
            findings.Add($"{path}.Id", $"is {instrument.Id}", "An instrument is listed under its own id");
        }

        switch (instrument)
        {
            case Spot spot:
                findings.Named(spot.Base.IsDefault, $"{path}.Base");
                findings.Named(spot.Quote.IsDefault, $"{path}.Quote");
                if (spot.Base == spot.Quote && !spot.Base.IsDefault)
                {
                    findings.Add($"{path}.Quote", $"is {spot.Quote}, as the base", "A pair has two assets");
                }

                break;
            case Derivative contract:
                CheckContract(contract, path, findings);
                break;
        }
    }

    private static void CheckContract(Derivative contract, string path, FindingList findings)
    {
        findings.Named(contract.Unit.IsDefault, $"{path}.Unit");
        var styleIsKnown = contract.Style is ContractStyle.Linear or ContractStyle.Inverse;
        if (!styleIsKnown)
        {
            findings.Add($"{path}.Style", $"is {contract.Style}", "Say whether it is linear or inverse");
        }

        if (findings.Named(contract.Quote.IsDefault, $"{path}.Quote") && contract.IsInverse && contract.Quote != Asset.Usd)
        {
            findings.Add($"{path}.Quote", $"is {contract.Quote}", "An inverse contract is quoted in USD");
        }

        findings.Positive(contract.Multiplier, LargestMultiplier, $"{path}.Multiplier");
        if (contract is DatedDerivative dated)
        {
            findings.Require(dated.Expiry != default, $"{path}.Expiry", "is missing", "Say when it ends");
        }

        if (contract is not EuropeanOption option)
        {
            return;
        }

        if (option.Right is not (OptionRight.Call or OptionRight.Put))
        {
            findings.Add($"{path}.Right", $"is {option.Right}", "Say whether it is a call or a put");
        }

        if (option.Strike.Value == 0)
        {
            findings.Add($"{path}.Strike", "is 0", "An option has a positive strike");
        }
        else if (option.Strike.Value > LargestMark)
        {
            TooLarge($"{path}.Strike", option.Strike, findings);
        }
    }

    private static void CheckMark(
        InstrumentMark mark, Instrument? instrument, MarketSnapshot market, string path, FindingList findings)
    {
        var now = market.AsOf;
        // An option may be worth nothing; a future or a pair at 0 is a missing price.
        CheckPrice(mark.Mark, mayBeZero: instrument is EuropeanOption or null, $"{path}.Mark", findings);
        CheckPrice(mark.Forward, mayBeZero: false, $"{path}.Forward", findings);
        CheckPrice(mark.Delivery, mayBeZero: false, $"{path}.Delivery", findings);
        if (mark.Delivery is not null && instrument is not null
            && (instrument is not DatedDerivative dated || dated.Expiry > now + ClockTolerance))
        {
            findings.Add(
                $"{path}.Delivery",
                "is published before the contract has ended",
                "A delivery price ends all risk; state it after expiry only");
        }

        CheckConfidence(mark.Confidence, path, findings);
        CheckAsOf(mark.AsOf, now, path, findings);
        CheckNumber(mark.ImpliedVolatility, 0, LargestImpliedVolatility, $"{path}.ImpliedVolatility", findings);
        if (mark.PredictedFunding is { Value: < -1 or > 1 } funding)
        {
            findings.Add($"{path}.PredictedFunding", $"is {funding}", "The rate of one payment lies between −1 and 1");
        }

        if (mark.HalfSpread is { Value: < 0 or > 10 } spread)
        {
            findings.Add($"{path}.HalfSpread", $"is {spread}", "It is relative to the mark, from 0 to 10");
        }

        CheckVolume(mark.AverageDailyVolume, (instrument as Derivative)?.Unit, market, path, findings);
        CheckDepth(mark.Depth, path, findings);
        CheckSources(mark.Sources, now, path, findings);
    }

    private static void CheckDepth(IReadOnlyList<DepthLevel> depth, string path, FindingList findings)
    {
        for (var i = 0; i < depth.Count; i++)
        {
            if (depth[i].Distance.Value < 0 || (i > 0 && depth[i].Distance <= depth[i - 1].Distance))
            {
                findings.Add(
                    At($"{path}.Depth", i) + ".Distance",
                    $"is {depth[i].Distance}",
                    "Levels lie at or above 0, nearest first, each distance once");
            }

            if (depth[i].Coins.Value <= 0)
            {
                findings.Add(
                    At($"{path}.Depth", i) + ".Coins",
                    $"is {depth[i].Coins}",
                    "A level holds a positive number of coins");
            }
        }
    }

    private static void CheckUnit(RiskUnit name, UnitMarket unit, MarketSnapshot market, string path, FindingList findings)
    {
        CheckVolume(unit.AverageDailyVolume, name, market, path, findings);
        CheckNumber(unit.DailyVolatility, 0, LargestDailyVolatility, $"{path}.DailyVolatility", findings);
        CheckNumber(unit.InterestRate, -LargestInterestRate, LargestInterestRate, $"{path}.InterestRate", findings);
        foreach (var (expiry, smile) in unit.Smiles.OrderBy(entry => entry.Key))
        {
            var moment = expiry.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            CheckSmile(smile, $"{path}.Smiles[{moment}]", findings);
        }

        if (unit.History is { } history)
        {
            CheckHistory(history, $"{path}.History", findings);
        }
    }

    private static void CheckSmile(Smile smile, string path, FindingList findings)
    {
        if (smile is QuotedSmile quoted)
        {
            findings.Require(quoted.Points.Count > 0, $"{path}.Points", "is empty", "Quote a point, or leave the smile out");
            for (var i = 0; i < quoted.Points.Count; i++)
            {
                var (point, at) = (quoted.Points[i], At($"{path}.Points", i));
                var isSound = CheckNumber(
                    point.LogMoneyness, -LargestLogMoneyness, LargestLogMoneyness, $"{at}.LogMoneyness", findings);
                if (isSound && i > 0 && point.LogMoneyness <= quoted.Points[i - 1].LogMoneyness)
                {
                    findings.Add(
                        $"{at}.LogMoneyness",
                        $"is {Text(point.LogMoneyness)}, not above the point before",
                        "Points rise by log-moneyness, each once");
                }

                CheckNumber(point.Volatility, 0, LargestImpliedVolatility, $"{at}.Volatility", findings);
            }
        }
        else if (smile is SviSmile svi)
        {
            CheckSvi(svi, path, findings);
        }
    }

    private static void CheckSvi(SviSmile svi, string path, FindingList findings)
    {
        var isSound = CheckNumber(svi.A, -LargestSviParameter, LargestSviParameter, $"{path}.A", findings)
            & CheckNumber(svi.B, 0, LargestSviParameter, $"{path}.B", findings)
            & CheckNumber(svi.Rho, -1, 1, $"{path}.Rho", findings)
            & CheckNumber(svi.M, -LargestLogMoneyness, LargestLogMoneyness, $"{path}.M", findings)
            & CheckNumber(svi.Sigma, 0, LargestSviParameter, $"{path}.Sigma", findings);

        // The least total variance of raw SVI, over all strikes, is a + b·s·√(1 − ρ²).
        var least = svi.A + (svi.B * svi.Sigma * Math.Sqrt(1 - (svi.Rho * svi.Rho)));
        if (isSound && least < 0)
        {
            findings.Add(path, $"has a least total variance of {Text(least)}", "a + b·s·√(1 − ρ²) is not negative");
        }
    }

    private static void CheckHistory(ReturnHistory history, string path, FindingList findings)
    {
        findings.Require(
            history.PriceReturns.Count > 0, $"{path}.PriceReturns", "is empty", "Load returns, or leave the history out");
        if (history.PriceReturns.Count != history.VolatilityReturns.Count)
        {
            findings.Add(
                $"{path}.VolatilityReturns",
                $"has {Text(history.VolatilityReturns.Count)} days and the price {Text(history.PriceReturns.Count)}",
                "Both factors are drawn from the same days");
        }

        CheckReturns(history.PriceReturns, $"{path}.PriceReturns", findings);
        CheckReturns(history.VolatilityReturns, $"{path}.VolatilityReturns", findings);
        CheckNumber(history.LongRunVolatility, 0, LargestDailyVolatility, $"{path}.LongRunVolatility", findings);
        for (var i = 0; i < history.Stress.Count; i++)
        {
            var at = At($"{path}.Stress", i);
            CheckNumber(history.Stress[i].Price, -LargestLogReturn, LargestLogReturn, $"{at}.Price", findings);
            CheckNumber(history.Stress[i].Volatility, -LargestLogReturn, LargestLogReturn, $"{at}.Volatility", findings);
        }
    }

    private static void CheckReturns(IReadOnlyList<double> returns, string path, FindingList findings)
    {
        for (var i = 0; i < returns.Count; i++)
        {
            if (!(Math.Abs(returns[i]) <= LargestLogReturn))
            {
                CheckNumber(returns[i], -LargestLogReturn, LargestLogReturn, At(path, i), findings);
            }
        }
    }

    private static void CheckCorrelations(IReadOnlyList<Correlation> correlations, FindingList findings)
    {
        var pairs = new HashSet<(RiskUnit, RiskUnit)>();
        for (var i = 0; i < correlations.Count; i++)
        {
            var (correlation, path) = (correlations[i], At("Correlations", i));
            if (findings.Named(correlation.First.IsDefault || correlation.Second.IsDefault, path))
            {
                if (correlation.First == correlation.Second)
                {
                    findings.Add(path, $"is of {correlation.First} with itself", "A correlation is between two units");
                }
                else if (!pairs.Add(Ordered(correlation)))
                {
                    findings.Add(path, $"is of {correlation.First} and {correlation.Second} again", "State each pair once");
                }
            }

            CheckNumber(correlation.Days250, -1, 1, $"{path}.Days250", findings);
            CheckNumber(correlation.Stress, -1, 1, $"{path}.Stress", findings);
        }

        static (RiskUnit, RiskUnit) Ordered(Correlation pair) =>
            pair.First < pair.Second ? (pair.First, pair.Second) : (pair.Second, pair.First);
    }

    private static void CheckSources(
        IReadOnlyList<SourceMark> sources, DateTimeOffset now, string path, FindingList findings)
    {
        var seen = new HashSet<LocationId>();
        for (var i = 0; i < sources.Count; i++)
        {
            var (source, at) = (sources[i], At($"{path}.Sources", i));
            if (findings.Named(source.Source.IsDefault, $"{at}.Source") && !seen.Add(source.Source))
            {
                findings.Add($"{at}.Source", $"is {source.Source} again", "A source says one price");
            }

            CheckConfidence(source.Confidence, at, findings);
            CheckAsOf(source.AsOf, now, at, findings);
        }
    }

    private static void CheckPrice(Price? price, bool mayBeZero, string path, FindingList findings)
    {
        if (price is not { } stated)
        {
            return;
        }

        if (stated.Value == 0 && !mayBeZero)
        {
            findings.Add(path, "is 0", "State a positive price, or leave an unknown one out");
        }
        else if (stated.Value < LeastDivisor && !mayBeZero)
        {
            TooSmall(path, stated, findings);
        }
        else if (stated.Value > LargestMark)
        {
            TooLarge(path, stated, findings);
        }
    }

    private static void CheckConfidence(Rate confidence, string path, FindingList findings)
    {
        if (confidence.Value is < 0 or >= 1)
        {
            findings.Add($"{path}.Confidence", $"is {confidence}", "It is a relative half-width, from 0 to below 1");
        }
    }

    private static void CheckVolume(Quantity? volume, RiskUnit? unit, MarketSnapshot market, string path, FindingList findings)
    {
        if (volume is not { } stated)
        {
            return;
        }

        if (stated.Value <= 0)
        {
            findings.Add(
                $"{path}.AverageDailyVolume",
                $"is {stated}",
                "State a positive number of coins, or leave an unknown one out");
        }
        else if (unit is { IsDefault: false } known && market.Prices.TryGetValue(known.NativeCoin, out var coin)
            && coin.Mark.Value >= LeastDivisor
            && (double)stated.Value * (double)coin.Mark.Value < LeastVolumeUsd)
        {
            findings.Add(
                $"{path}.AverageDailyVolume",
                $"is {stated} coins, less than 1 USD a day",
                "What hardly trades has no volume to divide by; leave it out");
        }
    }

    private static void CheckAsOf(DateTimeOffset asOf, DateTimeOffset now, string path, FindingList findings)
    {
        if (asOf == default)
        {
            findings.Add($"{path}.AsOf", "is missing", "State when it was last known to be true");
        }
        else if (now != default && asOf - now > ClockTolerance)
        {
            findings.Add(
                $"{path}.AsOf",
                $"lies {asOf - now} after the valuation time",
                "Nothing is known before it happened; check clocks and units of time");
        }
    }

    private static bool CheckNumber(double? number, double least, double most, string path, FindingList findings)
    {
        if (number is not { } stated || (stated >= least && stated <= most))
        {
            return true;
        }

        findings.Add(path, $"is {Text(stated)}", $"It is a number from {Text(least)} to {Text(most)}");
        return false;
    }

    private static void TooSmall(string path, Price price, FindingList findings) => findings.Add(
        path, $"is {price}", $"What figures are divided by is at least {ExactNumber.Format(LeastDivisor)}; state it per thousand or million");

    private static void TooLarge(string path, Price price, FindingList findings) =>
        findings.Add(
            path,
            $"is {price}",
            $"It is at most {ExactNumber.Format(LargestMark)}, so that scenarios of it are prices too");

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string At(string path, int index) => $"{path}[{index.ToString(CultureInfo.InvariantCulture)}]";
}
