using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;
using MultiVenueMargin.Domain.Rules;
using MultiVenueMargin.Risk.RuleBooks;

namespace MultiVenueMargin.Files;

/// <summary>What the domain itself objects to, once a file could be read, at its place in the file.</summary>
public static class Checks
{
    public static IReadOnlyList<FileProblem> Of(Book book) => InFile(BookCheck.Check(book));

    /// <summary>What is wrong with a book at the moment of a market and on its instruments.</summary>
    public static IReadOnlyList<FileProblem> Of(Book book, MarketSnapshot market) => InFile(BookCheck.Check(book, market));

    public static IReadOnlyList<FileProblem> Of(MarketSnapshot market) => InFile(MarketCheck.Check(market));

    public static IReadOnlyList<FileProblem> Of(RuleSet rules) => InFile(RuleBookLint.Check(rules));

    private static List<FileProblem> InFile(IReadOnlyList<Finding> findings) => findings
        .Select(finding => new FileProblem(JsonPath.OfDomain(finding.Path), finding.Problem, finding.Fix))
        .ToList();
}
