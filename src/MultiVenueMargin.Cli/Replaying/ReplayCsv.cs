using MultiVenueMargin.Domain;
using MultiVenueMargin.Live.Histories;

namespace MultiVenueMargin.Cli.Replaying;

/// <summary>Every line of a history, and of a re-run, as RFC 4180 has it; exact figures, instants in UTC.</summary>
internal static class ReplayCsv
{
    private const string Header = "course,at,version,market,event,pool,state,ratio,worst_equity,maintenance_margin,amount,text";

    public static void Write(TextWriter output, AccountHistory history, RerunReport? rerun)
    {
        output.WriteLine(Header);
        Write(output, "happened", history.Course.Lines);
        if (rerun is not null)
        {
            Write(output, "would", rerun.Would.Lines);
            foreach (var each in rerun.NotCarriedOver)
            {
                var row = EventRow.Of(new HistoryLine(each.At, each.Version, null, each.Record));
                Write(output, "not_carried_over", row with { Text = $"{row.Text} ({each.Why})" });
            }
        }
    }

    private static void Write(TextWriter output, string course, IEnumerable<HistoryLine> lines)
    {
        foreach (var line in lines)
        {
            Write(output, course, EventRow.Of(line));
        }
    }

    private static void Write(TextWriter output, string course, EventRow row) => output.WriteLine(string.Join(',', new[]
    {
        course,
        row.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", System.Globalization.CultureInfo.InvariantCulture),
        row.Version.ToString(System.Globalization.CultureInfo.InvariantCulture),
        row.Market ?? string.Empty,
        row.Event,
        row.Pool?.Code ?? string.Empty,
        row.State?.ToString() ?? string.Empty,
        row.Ratio is { } ratio ? ExactNumber.Format(ratio) : string.Empty,
        row.WorstEquity?.ToString() ?? string.Empty,
        row.MaintenanceMargin?.ToString() ?? string.Empty,
        row.Amount?.ToString() ?? string.Empty,
        row.Text,
    }.Select(Quoted)));

    private static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(',', '"', '\n') < 0 && !field.Contains('\r', StringComparison.Ordinal) ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
