using System.Diagnostics;
using System.IO.Compression;

namespace MultiVenueMargin.Conventions.Tests.OptionalGroups;

/// <summary>
/// A solution in a temporary folder with this repository's own build files, whose groups hold made-up packages: Local.Present
/// is in its package source, a folder; Local.Missing is not. Nothing of it needs a network.
/// </summary>
internal sealed class TinySolution : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("optional-groups-").FullName;

    public TinySolution()
    {
        foreach (string file in (string[])
            ["Directory.Build.props", "Directory.Build.targets", "Directory.Solution.targets", "global.json",
             "build/OptionalGroups.props", "build/OptionalGroups.targets", "build/OptionalGroups.proj"])
        {
            Write(file, new SourceFile(file).Text);
        }

        PinPackages(orleansVersion: "1.0.0");
        UseSources("feed");
        Pack("feed", "Local.Present", "1.0.0");
        Pack("more", "Local.Missing", "1.0.0");

        // States what it was built with.
        Write("App/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <OptionalGroup>Orleans;Telemetry</OptionalGroup>
                <StatesOptionalGroups>true</StatesOptionalGroups>
                <RunAnalyzers>false</RunAnalyzers>
              </PropertyGroup>
            </Project>
            """);
        Write("App/Program.cs", """
            using System.Reflection;
            #if GROUP_ORLEANS
            Console.WriteLine("compiled with Orleans");
            #endif
            #if GROUP_TELEMETRY
            Console.WriteLine("compiled with Telemetry");
            #endif
            foreach (var state in Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>())
            {
                Console.WriteLine($"{state.Key} is {state.Value}");
            }
            """);

        // Cannot be compiled while its group is off.
        Write("Only/Only.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OptionalGroup>Telemetry</OptionalGroup>
                <OptionalGroupOnly>true</OptionalGroupOnly>
                <RunAnalyzers>false</RunAnalyzers>
              </PropertyGroup>
            </Project>
            """);
        Write("Only/Only.cs", """
            #if !GROUP_TELEMETRY
            #error Compiled without its group.
            #endif
            namespace Only;
            public static class Provider;
            """);

        // Stands in for a group: there while the group is off.
        Write("Instead/Instead.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <InsteadOfOptionalGroup>Grpc</InsteadOfOptionalGroup>
                <RunAnalyzers>false</RunAnalyzers>
              </PropertyGroup>
            </Project>
            """);
        Write("Instead/StandIn.cs", """
            #if GROUP_GRPC
            #error Compiled although its group is on.
            #endif
            namespace Instead;
            public static class StandIn;
            """);
        Write("Tiny.slnx", """<Solution><Project Path="App/App.csproj" /><Project Path="Only/Only.csproj" /><Project Path="Instead/Instead.csproj" /></Solution>""");
    }

    /// <summary>Group Orleans holds Local.Present, group Telemetry Local.Missing, the others nothing.</summary>
    public void PinPackages(string orleansVersion) => Write("Directory.Packages.props", $"""
        <Project>
          <PropertyGroup>
            <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
          </PropertyGroup>
          <ItemGroup Condition="'$(OptionalGroupOrleans)' == 'on'">
            <PackageVersion Include="Local.Present" Version="{orleansVersion}" OptionalGroup="Orleans" />
          </ItemGroup>
          <ItemGroup Condition="'$(OptionalGroupTelemetry)' == 'on'">
            <PackageVersion Include="Local.Missing" Version="1.0.0" OptionalGroup="Telemetry" />
          </ItemGroup>
        </Project>
        """);

    public void UseSources(params string[] folders) => Write("nuget.config", $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="packages" /></config>
          <fallbackPackageFolders><clear /></fallbackPackageFolders>
          <packageSources><clear />{string.Concat(folders.Select(name => $"""<add key="{name}" value="{name}" />"""))}</packageSources>
          <packageSourceMapping><clear /></packageSourceMapping>
        </configuration>
        """);

    /// <summary>The stamp of <paramref name="group"/>: its text and when it was written; null when there is none.</summary>
    public (string Text, DateTime WrittenAt)? Stamp(string group)
    {
        string path = Path.Combine(_folder, "artifacts", "optional-groups", group + ".stamp");
        return File.Exists(path) ? (File.ReadAllText(path), File.GetLastWriteTimeUtc(path)) : null;
    }

    /// <summary>Whether the last restore of App resolved <paramref name="package"/>.</summary>
    public bool AppResolved(string package) =>
        File.ReadAllText(Path.Combine(_folder, "App", "obj", "project.assets.json"))
            .Contains($"\"{package}/", StringComparison.Ordinal);

    /// <summary>Whether the project that stands in for a group was built with its sources.</summary>
    public bool StandInIsThere() =>
        File.ReadAllBytes(Path.Combine(_folder, "Instead", "bin", "Debug", "net10.0", "Instead.dll")).AsSpan().IndexOf("StandIn"u8) >= 0;

    public void BreakStamp(string group) => Write($"artifacts/optional-groups/{group}.stamp", "o");

    /// <summary>What the built App prints.</summary>
    public Task<Run> RunApp() => Dotnet("App/bin/Debug/net10.0/App.dll");

    /// <summary>Restores or builds; in one process, since starting further ones costs more than they would save.</summary>
    public Task<Run> Make(params string[] arguments) => Dotnet([.. arguments, "-m:1"]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // With the SDK that runs these tests.
    private async Task<Run> Dotnet(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The groups as set for the build around us, and nodes left behind by ours, are not part of the test.
        foreach (string group in (string[])["Orleans", "Azure", "Telemetry", "Grpc"])
        {
            start.Environment.Remove(group);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end.");
        }

        return new Run(process.ExitCode, await output + await error);
    }

    private void Pack(string folder, string id, string version)
    {
        Directory.CreateDirectory(Path.Combine(_folder, folder));
        using ZipArchive package = ZipFile.Open(Path.Combine(_folder, folder, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        using (var manifest = new StreamWriter(package.CreateEntry(id + ".nuspec").Open()))
        {
            manifest.Write($"""
                <package><metadata><id>{id}</id><version>{version}</version><authors>tests</authors>
                <description>Made up.</description></metadata></package>
                """);
        }

        package.CreateEntry("lib/net10.0/_._");
    }

    private void Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>How a command ended and all it printed.</summary>
    internal sealed record Run(int ExitCode, string Output)
    {
        public void Succeeded() => Assert.True(ExitCode == 0, Output);
    }
}
