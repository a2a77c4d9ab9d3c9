using MultiVenueMargin.Contracts;
using MultiVenueMargin.Gateway.Answers;
using MultiVenueMargin.Risk.House;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Comparing;
using MultiVenueMargin.Risk.Valuation;
using Microsoft.Extensions.Logging;

namespace MultiVenueMargin.Gateway.Services;

/// <summary>
/// Evaluates what callers bring along with the house model and those they name, a named number at once and not for ever. Reading it is part of that: a
/// request of the largest size keeps a core busy before there is anything to compute.
/// </summary>
/// <remarks>
/// A model cannot be stopped half way. Where it takes too long, or its caller leaves, nothing further is begun, and the evaluation keeps its place until
/// what it is at ends, so that no more than the named number ever run.
/// </remarks>
internal sealed class Evaluator(DoorLimits limits, TimeProvider clock, ILogger log)
{
    private int _underWay;

    public async Task<V1.EvaluateResponse> EvaluateAsync(V1.EvaluateRequest request, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _underWay) > limits.EvaluationsAtOnce)
        {
            Interlocked.Decrement(ref _underWay);
            throw RichStatus.Of(V1.ErrorReason.Busy, $"{limits.EvaluationsAtOnce} evaluations are under way already; try again later.");
        }

#pragma warning disable CA2000 // The evaluation may outlive this call and looks at it; it has neither a timer nor a wait handle to dispose of.
        var stop = new CancellationTokenSource();
#pragma warning restore CA2000
        var evaluation = Task.Run(() => Evaluate(request, stop.Token), stop.Token);
        _ = evaluation.ContinueWith(_ => Interlocked.Decrement(ref _underWay), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            return await evaluation.WaitAsync(limits.EvaluateWithin, clock, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!evaluation.IsCompleted)
        {
            DoorLog.EvaluationTooLong(log, limits.EvaluateWithin);
            throw RichStatus.Of(V1.ErrorReason.TooLong, FormattableString.Invariant($"It takes longer than {limits.EvaluateWithin.TotalSeconds} s."));
        }
        finally
        {
            // Nobody waits for the rest.
            await stop.CancelAsync().ConfigureAwait(false);
        }
    }

    private static V1.EvaluateResponse Evaluate(V1.EvaluateRequest request, CancellationToken stop)
    {
        var asked = Answer.Sound(MarginWire.Read(request));
        var market = new PricedMarket(asked.Market, asked.Rules);
        var report = HouseModel.Evaluate(asked.Book, market);
        var models = asked.Models.Count == 0 ? [] : report.Pools.SelectMany(pool =>
            ModelComparison.Of(ModelBook.Of(asked.Book, pool.Pool, market), asked.Models, asked.WithDistances, stop));
        return new V1.EvaluateResponse
        {
            Report = ReportWire.Write(report, asked.Book),
            Explanations = { asked.Explain ? report.Pools.Select(ReportWire.Explain) : [] },
            Models = { models.Select(ModelWire.Write) },
        };
    }
}
