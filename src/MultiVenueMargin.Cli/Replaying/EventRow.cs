using System.Globalization;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Cli.Tables;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Live.Histories;

namespace MultiVenueMargin.Cli.Replaying;

/// <summary>One line of a history, flat: the same for tables, CSV and JSON.</summary>
/// <param name="Market">The market version, as reports name it; absent for what rests on none.</param>
/// <param name="Event">The kind of record.</param>
/// <param name="Amount">What was called for, paid, drawn or is missing, in USD; absent where none is.</param>
/// <param name="Ratio">Worst equity to MM that it rests on.</param>
internal sealed record EventRow(
    DateTimeOffset At,
    long Version,
    string? Market,
    string Event,
    PoolId? Pool,
    MarginState? State,
    decimal? Ratio,
    Usd? WorstEquity,
    Usd? MaintenanceMargin,
    Usd? Amount,
    string Text)
{
    public static EventRow Of(HistoryLine line)
    {
        var figures = EventText.FiguresOf(line.Record);
        return new EventRow(
            line.At,
            line.Version,
            line.Market?.Version.Code,
            line.Record.GetType().Name,
            figures?.Pool,
            (line.Record as MarginStateChanged)?.To,
            figures is null ? null : PoolRatio.Of(figures),
            figures?.WorstEquity,
            figures?.MaintenanceMargin,
            EventText.AmountOf(line.Record),
            EventText.Of(line.Record));
    }

    /// <summary>As a row of a table shows it.</summary>
    public string TimeText => At.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public string TextWithRatio => Ratio is { } ratio ? $"{Text} at {Figures.Ratio(ratio)}" : Text;
}
