using System.Text.Json;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.RuleBooks.Documents;

namespace MultiVenueMargin.Risk.RuleBooks;

/// <summary>
/// What is wrong with a rule set, its rule books of venues among it: <see cref="RuleLint"/> cannot know which models there are, nor
/// what parameters each reads.
/// </summary>
public static class RuleBookLint
{
    public static IReadOnlyList<Finding> Check(RuleSet rules) => [.. RuleLint.Check(rules), .. CheckBooks(rules), .. CheckLocations(rules)];

    private static IEnumerable<Finding> CheckBooks(RuleSet rules)
    {
        foreach (var (name, text) in rules.RuleBooks.OrderBy(book => book.Key))
        {
            if (ProblemOf(name, text) is { } problem)
            {
                yield return new Finding($"RuleBooks[{name}]", problem, $"Start from the one that ships: mvm rules --rule-book {name}");
            }
        }
    }

    private static string? ProblemOf(ModelName name, RuleBookText text)
    {
        try
        {
            var document = RuleBookDocument.Read(text.Json);
            if (document.Model != name.Code)
            {
                return $"is of the model '{document.Model}'";
            }

            ModelCatalogue.With([document]);
            return null;
        }
        catch (Exception refusal) when (refusal is JsonException or ArithmeticException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            return $"does not fit: {refusal.Message}";
        }
    }

    private static IEnumerable<Finding> CheckLocations(RuleSet rules)
    {
        foreach (var (location, terms) in rules.Locations.OrderBy(entry => entry.Key))
        {
            if (terms.Model is { IsDefault: false } name && ModelCatalogue.Shipped.FindVenueRules(name) is null)
            {
                yield return new Finding(
                    $"Locations[{location}].Model",
                    $"names '{name}', by which no venue margins anybody",
                    $"Write one of {string.Join(", ", ModelCatalogue.Shipped.Models.Where(ModelCatalogue.IsOfSomePlace).Select(model => model.Name))}, or leave it out");
            }
        }
    }
}
