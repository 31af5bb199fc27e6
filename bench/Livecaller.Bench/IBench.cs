namespace Livecaller.Bench;

/// <summary>Measures one thing side by side with what a user would write or pick instead.</summary>
internal interface IBench
{
    string Name { get; }

    string Description { get; }

    Task RunAsync(string[] arguments);
}
