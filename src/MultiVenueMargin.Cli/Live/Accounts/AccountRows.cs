using MultiVenueMargin.Cli.Live.Margins;
using MultiVenueMargin.Domain;

namespace MultiVenueMargin.Cli.Live.Accounts;

/// <summary>
/// An account as rows of CSV, of which <c>kind</c> says what each is: a pool with how it stands and its figures, or a balance, position, order or lost feed of
/// the book. What is not of its kind is empty. Feeds, calls and liquidations have commands of their own.
/// </summary>
internal sealed class AccountRows
{
    private static readonly string[] OfPool = ["is_open", "is_reduce_only", "purpose", .. FigureColumns.Names.Skip(1)];

    private static readonly string[] OfHolding =
    [
        "location", "asset", "instrument", "side", "quantity", "price", "unrealised_profit", "owed", "is_loan", "bridge", "confirmations", "confirmations_required",
        "known_at", "silence", "unknown",
    ];

    private readonly CsvRows _csv;
    private readonly V1.Account _account;
    private readonly V1.MarginView _margin;

    private AccountRows(CsvRows csv, V1.Account account, V1.MarginView margin) => (_csv, _account, _margin) = (csv, account, margin);

    public static void Write(CsvRows csv, V1.Account account, V1.MarginView margin)
    {
        if (margin.Book is null)
        {
            throw new AnswerUnreadableException("The answer does not say what the account holds, and rows without it would look as if that were nothing.");
        }

        var rows = new AccountRows(csv, account, margin);
        csv.Header(["kind", "account", "pool", .. OfPool, .. OfHolding, .. FigureColumns.StampNames]);
        rows.WritePools();
        rows.WriteBook(margin.Book);
    }

    private void WritePools()
    {
        var nothing = Enumerable.Repeat(string.Empty, OfHolding.Length);
        foreach (var pool in _account.Pools)
        {
            var figures = _margin.Report.Pools.FirstOrDefault(each => each.Figures.Pool == pool.Pool_)?.Figures
                ?? new V1.PoolFigures { Pool = pool.Pool_, State = pool.State, LastKnown = pool.LastKnown };
            Row("pool", pool.Pool_, [CsvRows.Bool(_account.IsOpen), CsvRows.Bool(pool.IsReduceOnly), pool.Purpose, .. FigureColumns.Of(figures).Skip(1), .. nothing]);
        }
    }

    private void WriteBook(V1.Book book)
    {
        var doubts = new HoldingDoubts(_margin.Report, book.LostFeeds);
        foreach (var line in book.Lines)
        {
            Holding("balance", line.Pool, new()
            {
                ["location"] = line.Location,
                ["asset"] = line.Asset,
                ["quantity"] = line.Balance,
                ["unrealised_profit"] = line.UnrealisedProfit,
                ["owed"] = line.Owed,
                ["is_loan"] = CsvRows.Bool(line.IsLoan),
                ["bridge"] = ContractJson.Text(line.Bridge),
                ["confirmations"] = Count(line.Finality?.Confirmations),
                ["confirmations_required"] = Count(line.Finality?.Required),
                ["known_at"] = ContractJson.Text(line.AsOf),
                ["unknown"] = doubts.Of(line),
            });
        }

        foreach (var position in book.Positions)
        {
            Holding("position", position.Pool, new()
            {
                ["location"] = position.Venue,
                ["instrument"] = position.Instrument,
                ["quantity"] = position.Quantity,
                ["price"] = position.AverageEntry,
                ["known_at"] = ContractJson.Text(position.AsOf),
                ["unknown"] = doubts.Of(position),
            });
        }

        foreach (var order in book.Orders)
        {
            Holding("order", order.Pool, new()
            {
                ["location"] = order.Venue,
                ["instrument"] = order.Instrument,
                ["side"] = ContractJson.Text(order.Side),
                ["quantity"] = order.Quantity,
                ["price"] = order.Limit,
                ["unknown"] = doubts.Of(order),
            });
        }

        foreach (var feed in book.LostFeeds)
        {
            Holding("lost_feed", feed.Pool, new()
            {
                ["location"] = feed.Location,
                ["silence"] = ContractJson.Text(feed.Silence),
                ["unknown"] = "what lies there is as last known, and there may be more",
            });
        }
    }

    private void Holding(string kind, string pool, Dictionary<string, string> cells) => Row(
        kind, pool, [.. Enumerable.Repeat(string.Empty, OfPool.Length), .. OfHolding.Select(column => cells.GetValueOrDefault(column, string.Empty))]);

    private void Row(string kind, string pool, string[] cells) => _csv.Row([kind, _account.Account_, pool, .. cells, .. FigureColumns.StampOf(_margin)]);

    private static string Count(int? count) => count is { } known ? ExactNumber.Format(known) : string.Empty;
}
