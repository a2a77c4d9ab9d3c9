using BenchmarkDotNet.Running;

// dotnet run -c Release --project tests/MultiVenueMargin.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
