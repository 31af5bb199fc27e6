using System.Runtime.InteropServices;

namespace Livecaller.Bench;

internal static class Machine
{
    /// <summary>Prints the machine, because results depend on it.</summary>
    public static void Print()
    {
        Console.WriteLine(
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} cores");
#if DEBUG
        Console.WriteLine("This is a debug build. The results aren't meaningful. Use -c Release.");
#endif
    }
}
