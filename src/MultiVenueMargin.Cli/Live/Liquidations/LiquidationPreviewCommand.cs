using MultiVenueMargin.Cli.CommandLine;

namespace MultiVenueMargin.Cli.Live.Liquidations;

/// <summary><c>mvm liquidations preview</c>: the plan that would be made now, with the pool after every step. Nothing is changed.</summary>
internal static class LiquidationPreviewCommand
{
    public static readonly LiveCommand Command = new("liquidations preview", "liquidations", [new("--pool", TakesValue: true)], MostWords: 1, Plan);

    private static Func<LiveSession, Task<int>>? Plan(Arguments arguments, out string problem)
    {
        if (AccountNames.Read(arguments, 0, out problem) is not { } account)
        {
            return null;
        }

        var request = new V1.PreviewLiquidationRequest { Account = account, Pool = arguments.ValueOf("--pool") ?? string.Empty };
        return session => ShowAsync(session, request);
    }

    private static async Task<int> ShowAsync(LiveSession session, V1.PreviewLiquidationRequest request)
    {
        session.Asked = request.Account;
        var answer = await session.Client.Liquidations.PreviewLiquidationAsync(request, cancellationToken: session.Ending);
        session.Write(
            answer,
            console => LiquidationTables.WritePreview(console, request.Account, answer),
            csv => LiquidationRows.WritePreview(csv, request.Account, answer));
        return ExitCode.Sound;
    }
}
