namespace MultiVenueMargin.Cli.Live.Margins;

/// <summary>Figures of pools as rows of CSV, each with what it rests on.</summary>
internal static class MarginRows
{
    public static readonly string[] Header = ["account", .. FigureColumns.Names, .. FigureColumns.StampNames];

    public static void Write(CsvRows csv, V1.MarginView view)
    {
        csv.Header(Header);
        foreach (var pool in view.Report.Pools)
        {
            csv.Row([view.Report.Account, .. FigureColumns.Of(pool.Figures), .. FigureColumns.StampOf(view)]);
        }
    }

    /// <summary>Without a header.</summary>
    public static void WriteRows(CsvRows csv, V1.AccountFigures figures)
    {
        foreach (var pool in figures.Pools)
        {
            csv.Row([figures.Account, .. FigureColumns.Of(pool), .. FigureColumns.StampOf(figures)]);
        }
    }
}
