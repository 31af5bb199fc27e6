namespace Livecaller.Bench;

/// <summary>A benchmark that compares Livecaller with what a user would write or choose instead.</summary>
internal interface IBench
{
    string Name { get; }

    string Description { get; }

    /// <summary>Runs the benchmark and returns the exit code, which is 0 if all conditions are met.</summary>
    Task<int> RunAsync(string[] arguments);
}
