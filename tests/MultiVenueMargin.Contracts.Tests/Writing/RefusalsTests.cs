using System.Text.RegularExpressions;
using MultiVenueMargin.Accounts;
using MultiVenueMargin.Accounts.Registers;
using MultiVenueMargin.Contracts.Reading;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Testing;

namespace MultiVenueMargin.Contracts.Tests.Writing;

/// <summary>A refusal is the status that error_reason.proto says it is.</summary>
public sealed partial class RefusalsTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "protos", "multivenuemargin", "v1", "error_reason.proto"));

    public static TheoryData<V1.ErrorReason> Reasons => [.. System.Enum.GetValues<V1.ErrorReason>().Where(reason => reason != default)];

    public static TheoryData<Refusal> AllRefusals => [.. System.Enum.GetValues<Refusal>().Where(refusal => refusal != default)];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Reason_WhenGiven_HasTheCodeThatTheProtoStates(V1.ErrorReason reason)
    {
        var stated = StatedReason().Matches(Text).Single(match => match.Groups["name"].Value == Refusals.NameOf(reason));
        var status = Refusals.Status(reason, "why");

        Assert.Equal(stated.Groups["code"].Value, SpeltAsInGrpc(Refusals.CodeOf(reason)));
        Assert.Equal(((int)Refusals.CodeOf(reason), "why"), (status.Code, status.Message));
        Assert.Equal((Refusals.NameOf(reason), "multivenuemargin"), (Detail<Rpc.ErrorInfo>(status)!.Reason, Detail<Rpc.ErrorInfo>(status)!.Domain));
        Assert.Equal(stated.Value.Contains("with google.rpc.RetryInfo", StringComparison.Ordinal), Detail<Rpc.RetryInfo>(status) is { RetryDelay.Seconds: 1 });
    }

    [Theory]
    [MemberData(nameof(AllRefusals))]
    public void Refusal_WhenOfThePlatform_HasAReasonOfItsName(Refusal refusal)
    {
        Assert.Equal(refusal.ToString(), Refusals.ReasonOf(refusal).ToString());
        Assert.Equal((int)refusal, (int)Refusals.ReasonOf(refusal));
    }

    [Fact]
    public void Refusal_WhenUnspecified_IsABug()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Refusals.ReasonOf(Refusal.Unspecified));
        Assert.Throws<ArgumentOutOfRangeException>(() => Refusals.ReasonOf((Refusal)999));
        Assert.Throws<ArgumentOutOfRangeException>(() => Refusals.CodeOf(V1.ErrorReason.Unspecified));
        Assert.Throws<ArgumentOutOfRangeException>(() => Refusals.NameOf((V1.ErrorReason)999));
    }

    [Theory]
    [InlineData("Call", "call")]
    [InlineData("OwnFigure", "own_figure")]
    [InlineData("Request", "request_id")]
    [InlineData("VenueAccount", "feed")]
    [InlineData("Leg", "request")]
    [InlineData("By", null)]
    [InlineData("", null)]
    public void Command_WhenRefused_NamesTheFieldAsTheRequestHasIt(string field, string? path)
    {
        var status = Refusals.Of(new CommandRefused(Refusal.WrongState, field, "It is over."));

        Assert.Equal((9, "It is over."), (status.Code, status.Message));
        Assert.Equal("WRONG_STATE", Detail<Rpc.ErrorInfo>(status)!.Reason);
        Assert.Equal(path, Detail<Rpc.BadRequest>(status)?.FieldViolations.Single().Field);
    }

    [Fact]
    public void RuleSet_WhenRefusedWithFindings_BringsThemAlong()
    {
        var status = Refusals.Of(new RegisterRefused(
            Refusal.Malformed, "Rules", "The rule set has findings.", [new Finding("Scan.GridSteps", "is 0", "It is at least 1")]));

        Assert.Equal((3, "FINDINGS"), (status.Code, Detail<Rpc.ErrorInfo>(status)!.Reason));
        var finding = Detail<V1.Findings>(status)!.Findings_.Single();
        Assert.Equal(("Scan.GridSteps", "is 0", "It is at least 1"), (finding.Path, finding.Problem, finding.Fix));
    }

    [Fact]
    public void Request_WhenMalformed_NamesEveryFieldThatIsKept()
    {
        var status = Refusals.Malformed([new FieldProblem("account", "is missing"), new FieldProblem("feed", "is missing")], 7);

        Assert.Equal((3, "account is missing; and 6 more."), (status.Code, status.Message));
        Assert.Equal(["account", "feed"], Detail<Rpc.BadRequest>(status)!.FieldViolations.Select(violation => violation.Field));
        Assert.Equal("feed is missing.", Refusals.Malformed([new FieldProblem("feed", "is missing")], 1).Message);
    }

    private static T? Detail<T>(Rpc.Status status)
        where T : Google.Protobuf.IMessage<T>, new() => status.Details.Select(detail => detail.TryUnpack<T>(out var found) ? found : default).FirstOrDefault(found => found is not null);

    private static string SpeltAsInGrpc(RpcCode code) => CapitalInside().Replace(code.ToString(), "_$0").ToUpperInvariant();

    [GeneratedRegex(@"// (?<code>[A-Z_]+)[.,](?<comment>[^\n]*)\n\s+ERROR_REASON_(?<name>[A-Z_]+) = \d+;")]
    private static partial Regex StatedReason();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex CapitalInside();
}
