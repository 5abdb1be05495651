// Golden launches: what a device must repeat bit by bit.
#pragma once
#include "launch.h"

// Runs the launch, and records it if the setting RECORD asks for it and it is not like one before.
void run_and_record(Launch& launch);
