using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Contracts;

/// <summary>A rule set to try: one of the two.</summary>
public sealed record RuleTrial(RuleBookId Book, RuleVersion? Version, RuleSet? Rules);
