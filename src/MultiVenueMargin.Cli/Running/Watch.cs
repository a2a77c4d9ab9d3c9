using System.Globalization;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Cli.CommandLine;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Host;
using Spectre.Console;

namespace MultiVenueMargin.Cli.Running;

/// <summary>Follows what a platform does: a table that is drawn again and again for a person, plain lines for a pipe.</summary>
internal sealed class Watch
{
    private const int MostAccounts = 40;
    private const int MostNews = 8;
    private const int PlainEvery = 5;

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly PlatformHost _host;
    private readonly Terminal _terminal;
    private readonly Queue<string> _news = new();
    private Cursor _cursor;
    private long _commits;
    private long _countedAt;
    private int _drawnLines;

    private Watch(PlatformHost host, Terminal terminal, Cursor cursor)
    {
        (_host, _terminal, _cursor) = (host, terminal, cursor);
        (_commits, _countedAt) = (host.Commits, PlatformHost.Time.GetTimestamp());
    }

    /// <summary>Decisions are told from now on.</summary>
    public static async Task<Watch> OpenAsync(PlatformHost host, Terminal terminal, CancellationToken cancellation) =>
        new(host, terminal, await host.Engine.EndAsync(cancellation));

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Beat, PlatformHost.Time);
        try
        {
            for (var beat = 1; await timer.WaitForNextTickAsync(cancellation); beat++)
            {
                await HearAsync(cancellation);
                if (_terminal.CanRedraw || beat % PlainEvery == 0)
                {
                    await ShowAsync(cancellation);
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What was decided to the last is still told.
            await HearAsync(CancellationToken.None);
        }
    }

    private async Task HearAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var page = await _host.Engine.ReadAsync(_cursor, ReadScope.Decisions, 256, cancellation);
            foreach (var item in page.Items)
            {
                if (News.Of(item) is { } news)
                {
                    Tell($"{item.At.UtcDateTime:HH:mm:ss} {item.Stream.Name} {news}");
                }
            }

            _cursor = page.Next;
            if (page.IsEnd)
            {
                return;
            }
        }
    }

    private void Tell(string news)
    {
        if (!_terminal.CanRedraw)
        {
            _terminal.Output.WriteLine(news);
            _terminal.Output.Flush();
            return;
        }

        _news.Enqueue(news);
        if (_news.Count > MostNews)
        {
            _news.Dequeue();
        }
    }

    private async Task ShowAsync(CancellationToken cancellation)
    {
        var rows = await AccountRow.ReadAsync(_host.Engine, MostAccounts, cancellation);
        var (commits, now) = (_host.Commits, PlatformHost.Time.GetTimestamp());
        var rate = (commits - _commits) / Math.Max(0.001, PlatformHost.Time.GetElapsedTime(_countedAt, now).TotalSeconds);
        (_commits, _countedAt) = (commits, now);
        if (_terminal.CanRedraw)
        {
            Draw(rows, rate);
        }
        else
        {
            _terminal.Output.WriteLine(Line(rows, rate));
            _terminal.Output.Flush();
        }
    }

    private static string Line(IReadOnlyList<AccountRow> rows, double rate)
    {
        var worst = rows.Where(row => row.Ratio is not null).MinBy(row => row.Ratio);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{PlatformHost.Time.GetUtcNow().UtcDateTime:HH:mm:ss} accounts {rows.Count} · worst {worst?.Name ?? "-"} {worst?.RatioText ?? "-"} {worst?.State.ToString() ?? "-"}"
            + $" · calls {rows.Sum(row => row.Calls)} · liquidations {rows.Sum(row => row.Liquidations)} · {rate:0} commits/s");
    }

    private void Draw(IReadOnlyList<AccountRow> rows, double rate)
    {
        using var text = new StringWriter();
        var canvas = new Terminal(text, TextWriter.Null, isColoured: true, _terminal.Width).Canvas();
        var table = new Table().Border(TableBorder.Simple).AddColumns("account", "state");
        foreach (var column in new[] { "worst ratio", "equity USD", "MM USD", "calls", "liquidations", "version" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var row in rows)
        {
            table.AddRow(
                new Text(row.Name),
                new Text(row.State.ToString(), new Style(ColourOf(row.State))),
                new Text(row.RatioText),
                new Text(row.EquityText),
                new Text(row.MaintenanceText),
                new Text(row.Calls == 0 ? string.Empty : row.Calls.ToString(CultureInfo.InvariantCulture)),
                new Text(row.Liquidations == 0 ? string.Empty : row.Liquidations.ToString(CultureInfo.InvariantCulture)),
                new Text(row.Version.ToString("N0", CultureInfo.InvariantCulture)));
        }

        canvas.Write(table);
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {rate:0} commits/s · Ctrl-C ends it"));
        foreach (var news in _news)
        {
            text.WriteLine("  " + news);
        }

        var drawn = text.ToString();
        if (_drawnLines > 0)
        {
            // Up to where the last table began, and everything below gone.
            _terminal.Output.Write($"\u001b[{_drawnLines}A\u001b[J");
        }

        _terminal.Output.Write(drawn);
        _terminal.Output.Flush();
        _drawnLines = drawn.Count(character => character == '\n');
    }

    private static Color ColourOf(MarginState state) => state switch
    {
        MarginState.Healthy => Color.Green,
        MarginState.Notice => Color.Yellow,
        MarginState.Unknown => Color.Grey,
        _ => Color.Red,
    };
}
