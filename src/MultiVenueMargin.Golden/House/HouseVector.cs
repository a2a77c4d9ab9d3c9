using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Golden.House;

/// <summary>Runs one house case: maps it, evaluates it, and compares everything it expects.</summary>
public static class HouseVector
{
    public static IReadOnlyList<Mismatch> Run(InputValue input)
    {
        var house = HouseCaseReader.Read(input);
        var expected = ExpectedFigures.Of(house.Expected);
        var ours = HouseFigures.Of(HouseModel.Evaluate(house.Book, house.Market, house.Rules));
        foreach (var (pool, report) in house.Expected.Fields().Entries())
        {
            AddCalls(ours, house, new PoolId(pool), report.Fields());
            AddDistances(ours, house, new PoolId(pool), report.Fields());
        }

        RequireAnswers(house);
        var mismatches = FigureComparison.Compare(expected, ours);
        return house.Hand is { } hand
            ? [.. mismatches, .. FigureComparison.CompareExpected(ExpectedFigures.OfHand(hand), ours)]
            : mismatches;
    }

    private static void AddCalls(FigureList<Figure> ours, HouseCase house, PoolId pool, InputObject report)
    {
        if (report.Find("call_in") is null)
        {
            return;
        }

        foreach (var (asset, location) in house.CallIn)
        {
            var amount = CallAmounts.AmountIn(house.Book, house.Market, house.Rules, pool, asset, location);
            ours.Add($"{pool}/call_in/{asset}@{location}", Figure.Of(amount?.Value));
        }
    }

    private static void AddDistances(FigureList<Figure> ours, HouseCase house, PoolId pool, InputObject report)
    {
        if (report.Find("distance") is not { } expected)
        {
            return;
        }

        // The levels asked for are the keys under each factor.
        foreach (var name in house.DistanceFactors)
        {
            var factor = FactorOf(name, house.Rules);
            var keys = (expected.Fields().Find(name)?.Fields().Entries() ?? []).Select(entry => entry.Key).ToList();
            var levels = keys.Select(key => LevelOf(expected, key)).ToList();
            var distances = Distances.Find(house.Book, house.Market, house.Rules, pool, [factor], levels);
            foreach (var (key, level) in keys.Zip(levels))
            {
                var distance = distances.Single(found => found.Factor == factor && found.Level == level);
                ours.Add($"{pool}/distance/{name}/{key}/0", Figure.Of(distance.Down));
                ours.Add($"{pool}/distance/{name}/{key}/1", Figure.Of(distance.Up));
            }
        }
    }

    // A question whose answer the file does not hold would otherwise go unasked.
    private static void RequireAnswers(HouseCase house)
    {
        var reports = house.Expected.Fields().Entries().Select(entry => entry.Value.Fields()).ToList();
        if (house.CallIn.Count > 0 && reports.All(report => report.Find("call_in") is null))
        {
            throw house.Expected.Refused("call_in is asked and no pool expects it");
        }

        if (house.DistanceFactors.Count > 0 && reports.All(report => report.Find("distance") is null))
        {
            throw house.Expected.Refused("distance is asked and no pool expects it");
        }
    }

    private static decimal LevelOf(InputValue expected, string key) =>
        ExactNumber.TryParse(key, out var level) == NumberRefusal.None
            ? level
            : throw expected.Refused($"'{key}' is no ratio");

    // A bare name is a price, of a unit or of a stablecoin; the other factors carry their kind: 'vol:BTC', 'basis:BTC',
    // 'peg:USDC', 'venue:A'.
    private static Factor FactorOf(string name, RuleSet rules)
    {
        // Kind and subject in either order: 'vol:BTC', 'BTC vol', 'venue A'.
        var words = name.Split(':', ' ');
        var (kind, subject) = words switch
        {
            [var only] => ("price", only),
            ["vol" or "basis" or "peg" or "venue", var last] => (words[0], last),
            [var first, "vol" or "basis" or "peg"] => (words[1], first),
            _ => throw new UnmappableInputException($"distance/{name}", "no such factor is known"),
        };
        return kind switch
        {
            "price" when rules.Collateral.TermsOf(new Asset(subject)).Kind == AssetKind.Stablecoin => new PegFactor(new Asset(subject)),
            "price" => new PriceFactor(new RiskUnit(subject)),
            "vol" => new VolatilityFactor(new RiskUnit(subject)),
            "basis" => new BasisFactor(new RiskUnit(subject)),
            "peg" => new PegFactor(new Asset(subject)),
            "venue" => new VenueLossFactor(new LocationId(subject)),
            _ => throw new UnmappableInputException($"distance/{name}", "no such factor is known"),
        };
    }
}
