using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MultiVenueMargin.Client.Tests.Door;
using MultiVenueMargin.Contracts;
using MultiVenueMargin.Contracts.Reading;

namespace MultiVenueMargin.Client.Tests.Calls;

public sealed class DoorStatusTests
{
    [Fact]
    public void Refusal_WhenItNamesFields_HasThemByPath()
    {
        var problem = new FieldProblem("book.positions[3].quantity", "is \"NaN\"");

        var refused = DoorStatus.Of(Breaking.Refused(Refusals.Malformed([problem], 1))).ToException();

        Assert.Equal(V1.ErrorReason.Malformed, refused.Reason);
        Assert.Equal([problem], refused.Problems);
    }

    [Fact]
    public void Refusal_WhenItHasFindings_HasThem()
    {
        var finding = new V1.Finding { Path = "scan", Problem = "is above one" };

        var refused = DoorStatus.Of(Breaking.Refused(Refusals.Findings("has findings", [finding]))).ToException();

        Assert.Equal(V1.ErrorReason.Findings, refused.Reason);
        Assert.Equal([finding], refused.Findings);
    }

    [Fact]
    public void Refusal_WhenItMaySucceedLater_SaysWhen() =>
        Assert.Equal(Refusals.RetryDelay, DoorStatus.Of(Breaking.Refused(V1.ErrorReason.Busy)).ToException().RetryDelay);

    [Fact]
    public void Refusal_WhenItsReasonIsNotKnownHere_HasItsNameAndIsDefinite()
    {
        var rich = new Rpc.Status
        {
            Code = (int)RpcCode.Unavailable,
            Details = { Any.Pack(new Rpc.ErrorInfo { Reason = "OF_TOMORROW", Domain = Refusals.ErrorDomain }) },
        };

        var status = DoorStatus.Of(Breaking.Refused(rich));

        Assert.Equal("OF_TOMORROW", status.ToException().ReasonName);
        Assert.Equal(V1.ErrorReason.Unspecified, status.Reason);
        Assert.False(status.IsInterruption);
    }

    [Fact]
    public void Refusal_WhenItsDetailsCannotBeRead_IsItsCode()
    {
        var end = new RpcException(new Status(StatusCode.NotFound, "gone"), new Metadata { { "grpc-status-details-bin", [0xff, 0xff, 0xff] } });

        var refused = DoorStatus.Of(end).ToException();

        Assert.Equal((RpcCode.NotFound, V1.ErrorReason.Unspecified), (refused.Code, refused.Reason));
    }

    [Fact]
    public void Refusal_WhenItIsOfAnotherDomain_IsNotTakenForOurs()
    {
        var rich = new Rpc.Status { Code = (int)RpcCode.OutOfRange, Details = { Any.Pack(new Rpc.ErrorInfo { Reason = "CURSOR_COMPACTED", Domain = "proxy" }) } };

        Assert.Equal(V1.ErrorReason.Unspecified, DoorStatus.Of(Breaking.Refused(rich)).Reason);
    }

    [Theory]
    [InlineData(long.MaxValue, 0)]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    public void RetryDelay_WhenItCannotBeMeant_IsNone(long seconds, int nanos)
    {
        var rich = new Rpc.Status { Code = (int)RpcCode.Unavailable, Details = { Any.Pack(new Rpc.RetryInfo { RetryDelay = new Duration { Seconds = seconds, Nanos = nanos } }) } };

        Assert.Null(DoorStatus.Of(Breaking.Refused(rich)).RetryDelay);
    }
}
