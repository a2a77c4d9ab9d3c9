using System.Text.Json;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Cli.Evaluation;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Files;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Risk.RuleBooks;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Comparing;

namespace MultiVenueMargin.Cli.Models;

/// <summary><c>mvm evaluate --model NAMES</c> and <c>--rank</c>: what the venues' own rules ask of a book.</summary>
internal static class ModelEvaluation
{
    private const string All = "all";

    /// <param name="inputs">The files.</param>
    /// <param name="names">Models by name with commas between, or <c>all</c>; empty: only what else was asked.</param>
    /// <param name="rank">Whether to say where the book costs least.</param>
    /// <param name="explain">Components, and what is not modelled in full.</param>
    /// <param name="asJson">As a document.</param>
    /// <param name="terminal">Where to.</param>
    public static int Run(Inputs inputs, string names, bool rank, bool explain, bool asJson, Terminal terminal)
    {
        ModelCatalogue catalogue;
        try
        {
            catalogue = ModelCatalogue.Of(inputs.Rules);
        }
        catch (JsonException refusal)
        {
            terminal.Error.WriteLine($"rules: rule_books: {JsonPath.Shown(refusal.Message, longest: 400)}");
            return ExitCode.FileRefused;
        }

        if (Chosen(names, catalogue, terminal) is not { } models)
        {
            return ExitCode.Misused;
        }

        var market = new PricedMarket(inputs.Market, inputs.Rules);
        var pools = PoolsOf(inputs.Book).Select(pool => Of(inputs.Book, pool, market, catalogue, models, rank)).ToList();
        if (asJson)
        {
            terminal.Output.WriteLine(ModelJson.Of(inputs.Book, inputs.Market.Version.Code, inputs.Rules.Version.Code, pools));
            return ExitCode.Sound;
        }

        foreach (var pool in pools)
        {
            if (pool.Models.Count > 0)
            {
                ModelTables.Write(terminal.Canvas(), pool.Pool, pool.Models, explain);
            }

            ModelTables.Write(terminal.Canvas(), pool.Drifts);
            if (pool.Layouts is { } layouts)
            {
                ModelTables.Write(terminal.Canvas(), pool.Pool, layouts);
            }
        }

        return ExitCode.Sound;
    }

    private static PoolModels Of(
        Book source, PoolId pool, PricedMarket market, ModelCatalogue catalogue, IReadOnlyList<IMarginModel> models, bool rank)
    {
        var book = ModelBook.Of(source, pool, market);
        var drifts = source.VenueStatements
            .Where(stated => stated.Value.Pool == pool)
            .OrderBy(stated => stated.Key)
            .Select(stated => catalogue.OfVenue(stated.Key, market.Rules) is { } model
                ? Reconciliation.Of(stated.Value, model, ModelBook.Of(source, pool, market, stated.Key), market.Rules.Locations[stated.Key].DriftTolerance)
                : null)
            .OfType<ModelDrift>()
            .ToList();
        return new PoolModels(pool, ModelComparison.Of(book, models), drifts, rank ? VenueRanking.Of(book, catalogue) : null);
    }

    /// <summary>Null, and said why, where a name is none.</summary>
    private static IReadOnlyList<IMarginModel>? Chosen(string names, ModelCatalogue catalogue, Terminal terminal)
    {
        if (names == All)
        {
            return catalogue.Models;
        }

        var chosen = new List<IMarginModel>();
        foreach (var name in names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (catalogue.Find(name) is not { } model)
            {
                terminal.Error.WriteLine(
                    $"mvm evaluate: --model {JsonPath.Shown(name)} is no model; it is {All}, or of {string.Join(", ", catalogue.Models.Select(each => each.Name))}.");
                return null;
            }

            chosen.Add(model);
        }

        return chosen;
    }

    private static List<PoolId> PoolsOf(Book book) => book.Lines.Select(line => line.Pool)
        .Concat(book.Positions.Select(position => position.Pool))
        .Concat(book.Orders.Select(order => order.Pool))
        .Distinct()
        .OrderBy(pool => pool == PoolId.Cross ? 0 : 1)
        .ThenBy(pool => pool)
        .ToList();
}
