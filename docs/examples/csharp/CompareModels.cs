using System.Globalization;
using MultiVenueMargin.Client;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Market;

namespace MultiVenueMargin.Examples;

/// <summary>What every venue's own rules would ask of a book of one's own, the cheapest first. Nothing of it is kept.</summary>
public static class CompareModels
{
    public static async Task RunAsync(MarginClient client, Book book, MarketSnapshot market, TextWriter say)
    {
        var models = (await client.Margin.ListModelsAsync(new V1.ListModelsRequest())).Models;
        var request = MarginWire.Write(book, market, rules: null);
        request.Models.AddRange(models.Where(model => model.Kind == V1.ModelKind.Venue).Select(model => model.Name));
        var answer = await client.EvaluateAsync(request);

        foreach (var report in answer.Models.OrderBy(report => decimal.Parse(report.Maintenance, CultureInfo.InvariantCulture)))
        {
            var gaps = report.NotCovered.Count == 0 ? "" : $", without {string.Join(", ", report.NotCovered.Select(gap => gap.Subject))}";
            await say.WriteLineAsync($"{report.Pool} {report.Model} initial {report.Initial} maintenance {report.Maintenance} equity {report.Equity}{gaps}");
        }
    }
}
