using Grpc.Core;
using MultiVenueMargin.Contracts;

namespace MultiVenueMargin.Gateway.Tests.Doors;

/// <summary>What a client finds in the status of a call that was refused.</summary>
internal sealed record Refused(StatusCode Code, string Message, Rpc.ErrorInfo? Info, IReadOnlyList<string> Fields)
{
    public string Reason => Info?.Reason ?? "";

    public static async Task<Refused> ByAsync(Func<Task> call) => Of(await Assert.ThrowsAsync<RpcException>(call));

    public static Refused Of(RpcException exception)
    {
        var bytes = exception.Trailers.GetValueBytes("grpc-status-details-bin");
        if (bytes is null)
        {
            return new Refused(exception.StatusCode, exception.Status.Detail, null, []);
        }

        var status = Rpc.Status.Parser.ParseFrom(bytes);
        Assert.Equal((int)exception.StatusCode, status.Code);
        Assert.Equal(exception.Status.Detail, status.Message);
        var info = status.Details.Single(detail => detail.Is(Rpc.ErrorInfo.Descriptor)).Unpack<Rpc.ErrorInfo>();
        Assert.Equal(Refusals.ErrorDomain, info.Domain);
        return new Refused(
            exception.StatusCode,
            status.Message,
            info,
            [
                .. status.Details.Where(detail => detail.Is(Rpc.BadRequest.Descriptor))
                    .SelectMany(detail => detail.Unpack<Rpc.BadRequest>().FieldViolations)
                    .Select(violation => violation.Field),
            ]);
    }
}
