using MultiVenueMargin.Contracts;
using MultiVenueMargin.Gateway.Answers;
using MultiVenueMargin.Risk.House;
using Microsoft.Extensions.Logging;

namespace MultiVenueMargin.Gateway.Services;

/// <summary>
/// Evaluates what callers bring along with the house model, a named number at once and not for ever. Reading it is part of that: a request of the
/// largest size keeps a core busy before there is anything to compute.
/// </summary>
/// <remarks>
/// The model cannot be stopped half way. Where it takes too long its caller is told so, and the evaluation keeps its place until it ends, so that
/// no more than the named number ever run.
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

        var evaluation = Task.Run(() => Evaluate(request), CancellationToken.None);
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
    }

    private static V1.EvaluateResponse Evaluate(V1.EvaluateRequest request)
    {
        var asked = Answer.Sound(MarginWire.Read(request));
        var report = HouseModel.Evaluate(asked.Book, asked.Market, asked.Rules);
        return new V1.EvaluateResponse
        {
            Report = ReportWire.Write(report, asked.Book),
            Explanations = { asked.Explain ? report.Pools.Select(ReportWire.Explain) : [] },
        };
    }
}
