using Spectre.Console;

namespace MultiVenueMargin.Cli.Tables;

/// <summary>State, ratio as an interval, and the figures everything is decided on, in a box. Figures come as they are shown, with their colours.</summary>
internal sealed record PoolPanel
{
    /// <summary>Whose, without markup.</summary>
    public required string Title { get; init; }

    public required string State { get; init; }

    public required string WorstRatio { get; init; }

    public required string LikelyRatio { get; init; }

    public required string BestRatio { get; init; }

    public required string WorstEquity { get; init; }

    public required string LikelyEquity { get; init; }

    public required string BestEquity { get; init; }

    public required string RawEquity { get; init; }

    public required string MaintenanceMargin { get; init; }

    public required string InitialMargin { get; init; }

    public required string OverMaintenance { get; init; }

    public required string OverInitial { get; init; }

    /// <summary>As of when, and on what it rests, without markup.</summary>
    public required string Stamp { get; init; }

    public Panel Draw()
    {
        var grid = new Grid().AddColumns(6);
        grid.AddRow("[grey]state[/]", $"[bold]{State}[/]", "[grey]adjusted equity[/]", WorstEquity, "[grey]maintenance (MM)[/]", MaintenanceMargin);
        grid.AddRow("[grey]ratio[/]", $"[bold]{WorstRatio}[/] worst", "[grey]likely[/]", LikelyEquity, "[grey]initial (IM)[/]", InitialMargin);
        grid.AddRow(string.Empty, $"{LikelyRatio} likely", "[grey]best[/]", BestEquity, "[grey]over MM[/]", OverMaintenance);
        grid.AddRow(string.Empty, $"{BestRatio} best", "[grey]raw[/]", RawEquity, "[grey]over IM[/]", OverInitial);
        return new Panel(new Rows(grid, new Markup($"[grey]{Figures.Safe(Stamp)} · USD[/]")))
        {
            Header = new PanelHeader($" {Figures.Safe(Title)} "),
            Border = BoxBorder.Rounded,
            BorderStyle = new Style(Color.Grey),
            Expand = true,
        };
    }
}
