using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;

namespace MultiVenueMargin.Live.Markets;

/// <summary>All durable rule sets and when each was, is or will be in force, as of one version of the rules register. Immutable.</summary>
public sealed class RuleCatalogue
{
    private readonly Dictionary<RuleVersion, RuleSet> _rules;
    private readonly Dictionary<RuleBookId, RuleSetActivated[]> _activations;

    internal RuleCatalogue(RuleRegister register)
    {
        Version = register.Version;
        _rules = register.Drafts.ToDictionary(draft => draft.Rules.Version, draft => draft.Rules);
        _activations = register.Drafts.Select(draft => draft.Book).Distinct()
            .ToDictionary(book => book, book => register.ActivationsOf(book).ToArray());
    }

    /// <summary>Of the register.</summary>
    public long Version { get; }

    public IReadOnlyCollection<RuleBookId> Books => _activations.Keys;

    public RuleSet? Find(RuleVersion version) => _rules.GetValueOrDefault(version);

    /// <summary>The rule set of a book in force at a moment; null where none is.</summary>
    public RuleSet? FindInForce(RuleBookId book, DateTimeOffset at) =>
        _activations.TryGetValue(book, out var activations) && Array.FindLast(activations, each => each.From <= at) is { } current
            ? _rules[current.Version]
            : null;
}
