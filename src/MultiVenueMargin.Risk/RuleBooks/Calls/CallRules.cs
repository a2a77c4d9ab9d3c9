using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks.Calls;

/// <summary>Published deadlines and triggers of margin calls, as data.</summary>
public sealed record CallRules
{
    public required IReadOnlyList<CallClause> Clauses { get; init; }

    public required IntradayTrigger Intraday { get; init; }

    /// <summary>The ones that ship with this program.</summary>
    public static CallRules Shipped { get; } = RuleBookDocument.Shipped("margin-calls").ParametersAs<CallRules>();

    public CallClause Clause(string name) => Clauses.Single(clause => clause.Name == name);
}
