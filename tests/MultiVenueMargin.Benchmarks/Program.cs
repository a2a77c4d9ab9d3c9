using BenchmarkDotNet.Running;
using MultiVenueMargin.Benchmarks.Ingest;

// dotnet run -c Release --project tests/MultiVenueMargin.Benchmarks -- --filter '*'
// dotnet run -c Release --project tests/MultiVenueMargin.Benchmarks -- ingest
if (args is ["ingest"])
{
    IngestTable.Print(Console.Out);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
