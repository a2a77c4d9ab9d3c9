using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Golden.House;

/// <summary>One case of the <c>house-golden/1</c> family, its inputs in our types and its expectations as they are written.</summary>
public sealed record HouseCase
{
    public required Book Book { get; init; }

    public required MarketSnapshot Market { get; init; }

    public required RuleSet Rules { get; init; }

    /// <summary>Where the call amount is asked too, in order.</summary>
    public required IReadOnlyList<CallQuestion> CallIn { get; init; }

    /// <summary>The factors whose distances are asked too, under the names the case gives them.</summary>
    public required IReadOnlyList<string> DistanceFactors { get; init; }

    /// <summary>The expected report by pool.</summary>
    public required InputValue Expected { get; init; }

    /// <summary>Figures that were also worked by hand, by path; absent where none were.</summary>
    public required InputValue? Hand { get; init; }
}

/// <summary>"How much of this asset, posted there, meets the call?"</summary>
public readonly record struct CallQuestion(Asset Asset, LocationId Location);
