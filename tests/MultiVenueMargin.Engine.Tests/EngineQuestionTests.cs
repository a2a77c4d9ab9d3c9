using System.Collections;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Platform;
using MultiVenueMargin.Platform.Conformance;
using MultiVenueMargin.Risk.Reports;
using MultiVenueMargin.Risk.WhatIf;

namespace MultiVenueMargin.Engine.Tests;

/// <summary>How the engine bounds what is computed for those who ask, seen from inside the computation.</summary>
public sealed class EngineQuestionTests : IAsyncLifetime
{
    private EngineHarness _harness = null!;
    private Street _street = null!;

    public async Task InitializeAsync()
    {
        _harness = Create();
        await _harness.StartAsync();
        _street = new Street(_harness);
        await _street.OpenAsync();
        await _street.OpenAccountAsync(Street.Main, Street.DeribitMain, 50_000m, 1m);
    }

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task Analyses_BeyondTheLimit_AreRefusedAsBusyAndOtherQuestionsAreNot()
    {
        using var release = new ManualResetEventSlim();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cases = new WatchedCases(1, _ =>
        {
            entered.TrySetResult();
            release.Wait();
        });
        var first = Task.Run(async () => await _street.Platform.StressAsync(Street.Main, cases, CancellationToken.None));
        await entered.Task;

        Assert.Equal(Refusal.Busy, await ReasonAsync(async () => await _street.Platform.StressAsync(Street.Main, [new("one", [])], CancellationToken.None)));
        Assert.Equal(Refusal.Busy, await ReasonAsync(async () => await _street.Platform.WhatIfAsync(Street.Main, new Proposal(), CancellationToken.None)));
        Assert.Equal(Refusal.Busy, await ReasonAsync(async () => await _street.Platform.OutlookAsync(Street.Main, null, CancellationToken.None)));
        Assert.Equal(Refusal.Busy, await ReasonAsync(async () =>
            await _street.Platform.PreviewLiquidationAsync(Street.Main, Domain.PoolId.Cross, CancellationToken.None)));
        Assert.NotNull(await _street.MarginAsync(Street.Main));

        release.Set();
        Assert.Single((await first)!.Results);
        Assert.NotNull(await _street.Platform.StressAsync(Street.Main, [new("one", [])], CancellationToken.None));
    }

    [Fact]
    public async Task Stress_WhenCancelledInTheMiddle_EndsBeforeTheNextCase()
    {
        using var cancellation = new CancellationTokenSource();
        var reached = 0;
        var cases = new WatchedCases(10, index =>
        {
            reached = index + 1;
            if (reached == 3)
            {
                cancellation.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await _street.Platform.StressAsync(Street.Main, cases, cancellation.Token));

        Assert.Equal(3, reached);
        Assert.NotNull(await _street.Platform.StressAsync(Street.Main, [new("one", [])], CancellationToken.None));
    }

    private static EngineHarness Create() => new() { Options = new EngineOptions { Live = new() { Analyses = 1 } } };

    private static async Task<Refusal> ReasonAsync(Func<Task> ask) => (await Assert.ThrowsAsync<RefusedException>(ask)).Reason;

    /// <summary>Cases that tell when each is come to: in the computation, which goes over them after they were checked.</summary>
    private sealed class WatchedCases(int count, Action<int> reached) : IReadOnlyList<StressCase>
    {
        private int _passes;

        public int Count => count;

        public StressCase this[int index] => new($"case {index}", [new Shock(new PriceFactor(Street.Bitcoin), -0.01m * index)]);

        public IEnumerator<StressCase> GetEnumerator()
        {
            var isComputed = _passes++ > 0;
            for (var index = 0; index < count; index++)
            {
                if (isComputed)
                {
                    reached(index);
                }

                yield return this[index];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
