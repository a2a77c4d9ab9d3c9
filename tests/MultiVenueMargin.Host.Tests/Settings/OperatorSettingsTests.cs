using System.Net;
using System.Text;
using MultiVenueMargin.Files;
using MultiVenueMargin.Gateway;
using MultiVenueMargin.Grpc.Server;
using MultiVenueMargin.Host.Serving;
using MultiVenueMargin.Host.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace MultiVenueMargin.Host.Tests.Settings;

/// <summary>The list of settings as a whole: whatever is added to it is held to the same.</summary>
public sealed class OperatorSettingsTests
{
    private static readonly HostOptions Defaults = new();

    public static TheoryData<string> Names => [.. OperatorSettings.All.Select(setting => setting.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Setting_AtTheEndsOfItsRange_IsTakenAndChangesNothingElse(string name)
    {
        var setting = Of(name);
        foreach (var text in Sound(setting))
        {
            var options = setting.Read(Defaults, text, out var problem);

            Assert.Null(problem);
            Assert.Equal(text, setting.Write(options!));
            Assert.All(OperatorSettings.All.Where(other => other != setting), other => Assert.Equal(other.Write(Defaults), other.Write(options!)));
        }

        // One of them at least is not what it is anyway, or nothing was shown.
        Assert.Contains(Sound(setting), text => text != setting.Write(Defaults));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Setting_WhenItIsNotAllowed_IsRefusedByNameWithItsValueAndWhatIsAllowed(string name)
    {
        var setting = Of(name);
        foreach (var text in Unsound(setting))
        {
            var file = Parse(FileWith(setting, $"\"{text}\""));

            var problem = Assert.Single(file.Problems);
            Assert.Equal(name, problem.Path);
            Assert.Contains($"\"{text}\"", problem.Found, StringComparison.Ordinal);
            Assert.Contains(setting.Allowed, problem.Fix, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Setting_WhenItIsOfAnotherType_IsRefusedByName(string name)
    {
        foreach (var json in new[] { "true", "{}", "[1]", "0.5" })
        {
            Assert.Equal(name, Assert.Single(Parse(FileWith(Of(name), json)).Problems).Path);
        }

        Assert.Equal(Defaults, Parse(FileWith(Of(name), "null")).Content);
    }

    [Fact]
    public void Settings_WhenWrittenInFull_ReadAsTheSameOptions()
    {
        foreach (var pick in new Func<IReadOnlyList<string>, string?>[] { _ => null, texts => texts[0], texts => texts[^1] })
        {
            var options = OperatorSettings.All.Aggregate(
                Defaults, (sofar, setting) => pick(Sound(setting)) is { } text ? setting.Read(sofar, text, out _)! : sofar);

            var again = Parse(SettingsFile.Write(options, OperatorSettings.All));

            Assert.Empty(again.Lines);
            Assert.Equal(options, again.Content);
        }
    }

    /// <summary>What is allowed one by one is what the parts themselves allow.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Settings_WhenAllAreAtOneEnd_AreTakenByWhatTheyAreFor(bool atMost)
    {
        var options = OperatorSettings.All.Aggregate(
            Defaults, (sofar, setting) => WrittenRange.Of(setting) is { } range ? setting.Read(sofar, atMost ? range.Most : range.Least, out _)! : sofar);

        Assert.Empty(OperatorSettings.Check(options));
        Assert.Empty(options.Engine.Check());
        Assert.Empty(options.Serving.Limits.Check());
        options.Serving.Transport.Apply(new KestrelServerOptions());
    }

    [Fact]
    public void Limits_OfDoorAndTransport_CanAllBeSet()
    {
        var changed = OperatorSettings.All.SelectMany(setting => Sound(setting).Select(text => setting.Read(Defaults, text, out _)!)).ToList();

        Assert.All(Properties(typeof(DoorLimits)), each => Assert.Contains(changed, options => !Equals(each.GetValue(options.Serving.Limits), each.GetValue(Defaults.Serving.Limits))));
        Assert.All(Properties(typeof(GrpcKestrelLimits)), each => Assert.Contains(changed, options => !Equals(each.GetValue(options.Serving.Transport), each.GetValue(Defaults.Serving.Transport))));
        Assert.All(Properties(typeof(ServingOptions)), each => Assert.Contains(changed, options => !Equals(each.GetValue(options.Serving), each.GetValue(Defaults.Serving))));
    }

    [Theory]
    [InlineData("door.calls_within", "drain_within", "5s")]
    [InlineData("health.listen", "health.listen", "127.0.0.1:7171")]
    [InlineData("transport.stream_window", "transport.stream_window", "2MiB")]
    [InlineData("engine.inbox_share", "engine.inbox_share", "100001")]
    [InlineData("engine.inbox_share_bytes", "engine.inbox_share_bytes", "257MiB")]
    public void Settings_WhenTheyDoNotGoTogether_AreRefusedByName(string named, string changed, string text)
    {
        Assert.Empty(OperatorSettings.Check(Defaults));

        var problem = Assert.Single(OperatorSettings.Check(Of(changed).Read(Defaults, text, out _)!));

        Assert.Equal(named, problem.Path);
        Assert.Contains(Of(named).Write(Of(changed).Read(Defaults, text, out _)!), problem.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0:7171")]
    [InlineData("[::]:7171")]
    [InlineData("192.168.1.7:7171")]
    [InlineData("8.8.8.8:0")]
    [InlineData("[2001:db8::1]:7171")]
    public void Address_WhenOtherMachinesCanReachIt_IsRefusedAndSaysWhyAndWhatToDo(string address)
    {
        foreach (var name in new[] { OperatorSettings.DoorListen, OperatorSettings.HealthListen })
        {
            Assert.Null(Of(name).Read(Defaults, address, out var problem));
            Assert.Contains("can be reached from other machines", problem!.Found, StringComparison.Ordinal);
            Assert.Contains("every caller is believed", problem.Found, StringComparison.Ordinal);
            Assert.Contains("127.0.0.1:PORT", problem.Fix, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("127.0.0.1:7171", "127.0.0.1", 7171)]
    [InlineData("127.9.9.9:0", "127.9.9.9", 0)]
    [InlineData("[::1]:65535", "::1", 65535)]
    [InlineData("localhost:80", "127.0.0.1", 80)]
    public void Address_WhenItIsOfThisMachine_IsTaken(string text, string address, int port) => Assert.Equal(
        new IPEndPoint(IPAddress.Parse(address), port), Of(OperatorSettings.DoorListen).Read(Defaults, text, out _)!.Serving.Door);

    internal static IReadOnlyList<string> Sound(Setting<HostOptions> setting) =>
        WrittenRange.Of(setting) is { } range ? [range.Least, range.Most] : ["127.0.0.1:0", "[::1]:65535", "none"];

    internal static Setting<HostOptions> Of(string name) => OperatorSettings.All.Single(setting => setting.Name == name);

    internal static Loaded<HostOptions> Parse(string json) => SettingsFile.Parse("settings.json", Encoding.UTF8.GetBytes(json), Defaults, OperatorSettings.All);

    internal static string FileWith(Setting<HostOptions> setting, string json)
    {
        var parts = setting.Name.Split('.');
        return parts is [var group, var member]
            ? $$"""{ "schema": "mvm-settings/1", "{{group}}": { "{{member}}": {{json}} } }"""
            : $$"""{ "schema": "mvm-settings/1", "{{setting.Name}}": {{json}} }""";
    }

    private static IReadOnlyList<string> Unsound(Setting<HostOptions> setting) => WrittenRange.Of(setting)?.Beyond
        ?? ["", "127.0.0.1", "127.0.0.1:", "127.0.0.1:-1", "127.0.0.1:65536", "::1", "::1:7171", ":7171", "7171", "example.com:7171", "localhost", "None", "127.0.0.1:7171 "];

    private static IEnumerable<System.Reflection.PropertyInfo> Properties(Type type) => type.GetProperties().Where(each => each.CanWrite);
}
