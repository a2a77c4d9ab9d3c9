using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Risk.Consensus;

/// <summary>How several sources become one mark (MARGIN, Consensus). Data per asset or class of assets, never tuned to a case.</summary>
public sealed record ConsensusPolicy
{
    /// <summary>The defaults of docs/MARGIN.md.</summary>
    public static ConsensusPolicy Default { get; } = new();

    /// <summary>What a source's word weighs against another's; 1 where it is not listed, since nothing is known that would set it apart. 0: not used.</summary>
    public IReadOnlyDictionary<LocationId, decimal> Weights { get; init; } = new Dictionary<LocationId, decimal>();

    /// <summary>Younger quotes have their full weight: forty quotes at four a second, so that one lost packet is nothing.</summary>
    public TimeSpan Fresh { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From this age on a source does not count; between fresh and this it counts half. As long as a price is fresh in MARGIN §2.</summary>
    public TimeSpan Stale { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>So far ahead of the evaluation a quote may be dated: clocks of venues differ by this much and rarely by more.</summary>
    public TimeSpan MostAhead { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>d1, relative to the mark: a source further away is outlying. Fees and transfers let honest venues differ by some tenths of a per cent.</summary>
    public decimal OutlyingBeyond { get; init; } = 0.01m;

    /// <summary>d0: an outlying source has returned when it is no further away than this. Half of d1, so that it does not flicker.</summary>
    public decimal ReturnedWithin { get; init; } = 0.005m;

    /// <summary>So long sources must disagree before the state says so: a source that is a quote or two late in a fast market does not diverge. Below the promised 2 s.</summary>
    public TimeSpan DivergesAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>So long they must agree again before the state says so: a venue that broke once is watched for a minute.</summary>
    public TimeSpan AgreesAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Fewer sources than this confirm nothing: of two, nobody can say which one is wrong.</summary>
    public int EnoughSources { get; init; } = 3;

    /// <summary>On the median absolute deviation: about one standard deviation where errors are normal (1.4826, rounded up).</summary>
    public decimal SpreadMultiple { get; init; } = 1.5m;

    /// <summary>The share of the weight that the confidence covers while sources are split. With more than four sources, one lone outlier stays outside.</summary>
    public decimal SplitCoverage { get; init; } = 0.75m;

    /// <summary>The widest confidence: a price that may be anything. Below 1, as a market is checked for.</summary>
    public decimal WidestConfidence { get; init; } = 0.99m;

    /// <summary>So long the last confirmed mark still has a vote where too few sources are left: as long as a line is relied on in MARGIN §2.</summary>
    public TimeSpan Remembers { get; init; } = TimeSpan.FromHours(1);

    public decimal WeightOf(LocationId source) => Weights.TryGetValue(source, out var weight) ? weight : 1m;

    /// <summary>What is wrong with it; empty when it is sound.</summary>
    public IReadOnlyList<Finding> Check()
    {
        var findings = new List<Finding>();
        foreach (var (source, weight) in Weights.OrderBy(entry => entry.Key))
        {
            Require(!source.IsDefault, "Weights", "weighs a source without a name", "Name it");
            Require(weight is >= 0 and <= 1_000, $"Weights[{source}]", $"is {ExactNumber.Format(weight)}", "It lies from 0 to 1000");
        }

        Require(Fresh > TimeSpan.Zero, "Fresh", $"is {Fresh}", "It is above zero");
        Require(Stale >= Fresh, "Stale", $"is {Stale} and fresh is {Fresh}", "It is no shorter than fresh");
        Require(MostAhead >= TimeSpan.Zero, "MostAhead", $"is {MostAhead}", "It is not negative");
        Require(OutlyingBeyond is > 0 and < 1, "OutlyingBeyond", $"is {ExactNumber.Format(OutlyingBeyond)}", "It lies between 0 and 1");
        Require(
            ReturnedWithin >= 0 && ReturnedWithin <= OutlyingBeyond,
            "ReturnedWithin",
            $"is {ExactNumber.Format(ReturnedWithin)}",
            "It lies from 0 to OutlyingBeyond, or a source would be outlying and not at once");
        Require(DivergesAfter >= TimeSpan.Zero, "DivergesAfter", $"is {DivergesAfter}", "It is not negative");
        Require(AgreesAfter >= TimeSpan.Zero, "AgreesAfter", $"is {AgreesAfter}", "It is not negative");
        Require(EnoughSources >= 3, "EnoughSources", $"is {ExactNumber.Format(EnoughSources)}", "It takes three to tell which one is wrong");
        Require(SpreadMultiple is >= 1 and <= 100, "SpreadMultiple", $"is {ExactNumber.Format(SpreadMultiple)}", "It lies from 1 to 100");
        Require(
            SplitCoverage is > 0.5m and <= 1,
            "SplitCoverage",
            $"is {ExactNumber.Format(SplitCoverage)}",
            "It is above 0.5 and at most 1, or one side of a split would be left out");
        Require(
            WidestConfidence >= OutlyingBeyond && WidestConfidence < 1,
            "WidestConfidence",
            $"is {ExactNumber.Format(WidestConfidence)}",
            "It is at least OutlyingBeyond and below 1");
        Require(Remembers >= TimeSpan.Zero, "Remembers", $"is {Remembers}", "It is not negative");
        return findings;

        void Require(bool holds, string path, string problem, string fix)
        {
            if (!holds)
            {
                findings.Add(new Finding(path, problem, fix));
            }
        }
    }
}
